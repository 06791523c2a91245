import type { EventContract, EventData } from '@libs/contracts';
import { ImageProcessed, ImageRejected, ImageShared } from '@services/images/contract';
import { ScheduleFired } from '@services/scheduler/contract';
import { UserRegistered, UserSignedIn } from '@services/users/contract';
import type { Category } from '../domain/channels.ts';
import type { Told } from '../domain/told.ts';

/** Whom an event concerns, and what that person is told. */
export interface Announcement {
  readonly userId: string;
  readonly told: Told;
  /** In place of the kind's own. */
  readonly category?: Category;
}

interface Row<E extends EventContract = EventContract> {
  readonly contract: E;
  /** `undefined`: this one is no news to anybody. */
  readonly announce: (data: EventData<E>) => Announcement | undefined;
}

function row<E extends EventContract>(contract: E, announce: Row<E>['announce']): Row<E> {
  return { contract, announce };
}

/** Which event becomes which notification. How each kind is treated is in `domain/kinds.ts`, its words are in `templates/`. */
const TABLE = [
  row(UserRegistered, ({ userId, displayName, handle }) => ({
    userId,
    told: { kind: 'welcome', displayName, handle },
  })),
  row(UserSignedIn, ({ userId, at, newDevice }) =>
    newDevice ? { userId, told: { kind: 'new-sign-in', at } } : undefined,
  ),
  row(ImageProcessed, ({ ownerId: userId, imageId, title }) => ({
    userId,
    told: { kind: 'image-ready', imageId, title },
  })),
  row(ImageRejected, ({ ownerId: userId, imageId, title, rejection: { code, message } }) => ({
    userId,
    told: { kind: 'image-rejected', imageId, title, code, message },
  })),
  row(ImageShared, ({ ownerId: userId, imageId, expiresAt }) => ({
    userId,
    told: { kind: 'image-shared', imageId, expiresAt },
  })),
  row(ScheduleFired, ({ ownerId: userId, scheduleId, action, requestedBy }) =>
    action.type === 'notify'
      ? {
          userId,
          told: {
            kind: 'reminder',
            ...(requestedBy === undefined ? { scheduleId } : {}),
            title: action.title,
            body: action.body,
          },
          category: action.category,
        }
      : undefined,
  ),
] as const;

/** The events that people are told of. */
export const ANNOUNCED = TABLE.map(({ contract }) => contract);

const BY_NAME = new Map<string, Row>(TABLE.map((one) => [one.contract.name, one as unknown as Row]));

/** @returns what one event tells a person; undefined when it tells nothing */
export function toldOf({ name, data }: { readonly name: string; readonly data: unknown }): Announcement | undefined {
  return BY_NAME.get(name)?.announce(data);
}
