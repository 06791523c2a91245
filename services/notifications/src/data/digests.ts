import { FAST, type Page, page, refusals } from '@libs/data';
import { createWriteTransaction } from 'electrodb';
import { deliveryIdOf } from '../domain/delivery.ts';
import { dueShardOf } from '../domain/due-shard.ts';
import type { DigestSpan } from '../domain/digest-span.ts';
import { idAt } from '../domain/id-at.ts';
import { KEPT_SECONDS } from '../domain/kept.ts';
import { KINDS } from '../domain/kinds.ts';
import type { Recipient } from '../domain/recipient.ts';
import { timeOfId } from '../domain/time-of-id.ts';
import type { ToldOf } from '../domain/told.ts';
import { DeliveryEntity } from './entities/delivery.ts';
import { NotificationEntity } from './entities/notification.ts';
import { RecipientEntity } from './entities/recipient.ts';
import { toRecipient } from './recipients.ts';

const entities = { recipient: RecipientEntity, delivery: DeliveryEntity };

/** Titles in a mail. */
const MOST_TITLES = 20;
/** Beyond this nobody counts. It bounds what a digest reads: 1 MB at most. */
const MOST_COUNTED = 500;

/** Somebody's digest that was due at a time, RFC 3339. */
export interface DueDigest {
  readonly userId: string;
  readonly dueAt: string;
}

/** What is known of one whose digest is due. */
export interface DigestRecipient {
  readonly recipient: Recipient;
  /** Where the digest before ended, RFC 3339. */
  readonly upTo?: string | undefined;
}

/** What was left unread, newest first: up to 500 are counted, of 20 there are titles. */
export type Unread = Pick<ToldOf<'digest'>, 'count' | 'items'>;

/** The digests that people get. */
export const digests = { due, recipient, unread, settle };

/** A page of one of 16 parts (a hexadecimal digit) of those that are due, the longest overdue first; some milliseconds behind. */
async function due(shard: string, now: Date, cursor: string | undefined): Promise<Page<DueDigest>> {
  const found = await page(
    RecipientEntity.query.digestDue({ digestShard: shard }).lte({ digestDueAt: now.toISOString() }),
    {
      limit: 100,
      cursor,
    },
  );
  return { ...found, items: found.items.map(({ userId, digestDueAt = '' }) => ({ userId, dueAt: digestDueAt })) };
}

/** Consistent. @returns undefined when this digest is not due any more */
async function recipient({ userId, dueAt }: DueDigest): Promise<DigestRecipient | undefined> {
  const { data } = await RecipientEntity.get({ userId }).go({ ...FAST, consistent: true });
  if (!data || data.closed || data.digestDueAt !== dueAt) return undefined;
  return { recipient: toRecipient(data), upTo: data.digestUpTo };
}

/** What came within a span of time and was not read. */
async function unread({ userId, readUpTo = '' }: Recipient, { from, to }: DigestSpan): Promise<Unread> {
  const first = idAt(from, 'highest');
  const last = idAt(to, 'highest');
  if (first >= last || readUpTo >= last) return { count: 0, items: [] };
  const { data } = await NotificationEntity.query
    .unread({ userId })
    .between({ notificationId: readUpTo > first ? readUpTo : first }, { notificationId: last })
    .go({ ...FAST, order: 'desc', limit: MOST_COUNTED, attributes: ['notificationId', 'title'] });
  const found = data.filter(({ notificationId }) => notificationId > readUpTo);
  return {
    count: found.length,
    items: found.slice(0, MOST_TITLES).map(({ notificationId, title }) => ({
      title,
      at: new Date(timeOfId(notificationId)).toISOString(),
    })),
  };
}

/**
 * Goes on to the next digest, and sends this one where something is told: in one transaction, unless the person has gone, has chosen another
 * time, or somebody else was first.
 * @param next when the next one is due; undefined when the person wants none
 * @param upTo epoch milliseconds
 * @returns false when this digest is not due any more
 */
async function settle(
  { userId, dueAt }: DueDigest,
  {
    next,
    upTo,
    told,
    to,
  }: { next: Date | undefined; upTo: number; told?: ToldOf<'digest'> | undefined; to: Recipient },
  now: Date,
): Promise<boolean> {
  const refused = await refusals(() =>
    createWriteTransaction(entities, (write) => {
      const change = write.recipient.patch({ userId }).set({
        digestUpTo: new Date(upTo).toISOString(),
        ...(next === undefined ? {} : { digestShard: dueShardOf(userId), digestDueAt: next.toISOString() }),
      });
      return [
        (next === undefined ? change.remove(['digestShard', 'digestDueAt']) : change)
          .where(
            (attributes, { eq, notExists }) =>
              `${eq(attributes.digestDueAt, dueAt)} AND ${notExists(attributes.closed)}`,
          )
          .commit(),
        ...(told === undefined ? [] : [write.delivery.create(deliveryOf({ userId, dueAt }, told, to, now)).commit()]),
      ];
    }).go(),
  );
  return refused.length === 0;
}

function deliveryOf(
  { userId, dueAt }: DueDigest,
  told: ToldOf<'digest'>,
  { locale, preferences }: Recipient,
  now: Date,
) {
  const { category, security } = KINDS.digest;
  return {
    userId,
    deliveryId: deliveryIdOf(`digest-${dueAt.replaceAll(/\D/g, '')}`, 'email'),
    channel: 'email',
    category,
    security,
    told,
    locale,
    timeZone: preferences.timeZone,
    shard: dueShardOf(userId),
    // The worker of the channel knows of quiet hours.
    state: 'pending',
    dueAt: now.toISOString(),
    expiresAt: Math.floor(now.getTime() / 1000) + KEPT_SECONDS,
  } as const;
}
