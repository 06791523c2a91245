import { NotFound, Unprocessable } from '@libs/contracts/errors';
import { FAST, page, type Page } from '@libs/data';
import type { Notification } from '../contract/notification.ts';
import { idAt } from '../domain/id-at.ts';
import { KEPT_SECONDS } from '../domain/kept.ts';
import { present } from '../domain/present.ts';
import type { Recipient } from '../domain/recipient.ts';
import { NotificationEntity } from './entities/notification.ts';
import { RecipientEntity } from './entities/recipient.ts';
import { recipients } from './recipients.ts';

/** After all ids: without an end a query would read on into what else there is of a person. */
const LAST = { notificationId: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };
/** Clocks of the machines that make ids differ by less. */
const SKEW_MILLISECONDS = 60_000;

export interface ListOptions {
  readonly unread?: boolean | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

/** What people were told. Times are passed in, in epoch milliseconds. */
export const inbox = { list, read, readUpTo, remove };

/**
 * Newest first, of the last 90 days: by the ids, which tell when an entry came, so that one that time to live has not removed yet is not read.
 * @throws BadRequest `bad-cursor`
 */
async function list(
  userId: string,
  { unread = false, limit, cursor }: ListOptions,
  now = Date.now(),
): Promise<Page<Notification>> {
  const oldest = { notificationId: idAt(now - KEPT_SECONDS * 1000, 'lowest') };
  const options = { limit, cursor, order: 'desc' } as const;
  if (!unread) {
    const [person, { items, ...next }] = await Promise.all([
      recipients.find(userId),
      page(NotificationEntity.query.one({ userId }).between(oldest, LAST), options),
    ]);
    return { items: items.map((item) => present(item, person)), ...next };
  }
  const person = await recipients.find(userId);
  const after = later(oldest.notificationId, person);
  const { items, ...next } = await page(
    NotificationEntity.query.unread({ userId }).gt({ notificationId: after }),
    options,
  );
  return { items: items.map((item) => present(item, person)), ...next };
}

function later(oldest: string, person: Recipient | undefined): string {
  const position = person?.readUpTo ?? '';
  return position > oldest ? position : oldest;
}

/** @throws NotFound `notification-not-found` */
async function read(userId: string, id: string, now = Date.now()): Promise<void> {
  const notificationId = id.toLowerCase();
  const { rejected } = await NotificationEntity.patch({ userId, notificationId })
    .set({ readAt: new Date(now).toISOString() })
    .where((attributes, { notExists }) => notExists(attributes.readAt))
    .go({ ...FAST, returnOnConditionCheckFailure: true });
  if (!rejected) return;
  const { data } = await NotificationEntity.get({ userId, notificationId }).go({ ...FAST, consistent: true });
  if (!data) throw new NotFound('notification-not-found', 'There is no such notification');
}

/**
 * Everything with this id or a lower one is read: one write, however much it is. It never goes back.
 * @throws Unprocessable `not-here-yet` for an id of the future, with which everything to come would be read already
 */
async function readUpTo(userId: string, id: string, now = Date.now()): Promise<void> {
  // As it was given out: a capital sorts before all small letters.
  const upTo = id.toLowerCase();
  if (upTo > idAt(now + SKEW_MILLISECONDS, 'highest')) {
    throw new Unprocessable('not-here-yet', 'There is no notification yet with such an id');
  }
  await RecipientEntity.upsert({ userId, readUpTo: upTo, readUpToAt: new Date(now).toISOString() })
    .where(
      (attributes, { notExists, lt }) =>
        `(${notExists(attributes.readUpTo)} OR ${lt(attributes.readUpTo, upTo)}) AND ${notExists(attributes.closed)}`,
    )
    .go({ ...FAST, returnOnConditionCheckFailure: true });
}

async function remove(userId: string, id: string): Promise<void> {
  await NotificationEntity.delete({ userId, notificationId: id.toLowerCase() }).go(FAST);
}
