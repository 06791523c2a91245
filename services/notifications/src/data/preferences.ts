import { isDeepStrictEqual } from 'node:util';
import { NotFound, PreconditionFailed } from '@libs/contracts/errors';
import { FAST, othersAreFaster } from '@libs/data';
import type { EntityItem } from 'electrodb';
import { dueShardOf } from '../domain/due-shard.ts';
import { nextDigestAt } from '../domain/digest-times.ts';
import { DEFAULTS, type Preferences } from '../domain/preferences.ts';
import { isSubscribed, type SubscribedAt, subscribedSince, withoutMails } from '../domain/subscribed.ts';
import type { UnsubscribeLink } from '../domain/unsubscribe-link.ts';
import { RecipientEntity } from './entities/recipient.ts';
import { toRecipient } from './recipients.ts';

/** Between our reading and our writing somebody else may write, but not again and again. */
const ATTEMPTS = 5;

type Stored = EntityItem<typeof RecipientEntity>;
type Versioned = Preferences & { readonly version: number };

/**
 * Where a link stands. `asked`: mails of it come, and it may end them. `ended`: none come. `newer`: the person has switched these
 * mails on since the link was made, and that holds. `gone`: the account is closed. With the language of the person where that is known.
 */
export interface Standing {
  readonly state: 'asked' | 'ended' | 'newer' | 'gone';
  readonly locale?: string;
}

/** What people have chosen. Those whose profile has not arrived yet may choose already; those whose account is closed no longer. */
export const preferences = { get, replace, standing, unsubscribe };

/** @throws NotFound `person-not-found` when the account is closed */
async function get(userId: string): Promise<Versioned> {
  const stored = await read(userId);
  if (stored?.closed) throw notFound();
  return versioned(stored);
}

/**
 * Replaces all that a person has chosen, and sets when the next digest is due. That of one who keeps digest and time zone is left as it is: it
 * may be due at this moment.
 * @param version that is to be replaced; any when undefined
 * @throws NotFound `person-not-found`, PreconditionFailed `stale-version`, Retryable `temporarily-unavailable`
 */
async function replace(
  userId: string,
  chosen: Preferences,
  { version, now = new Date() }: { version?: number | undefined; now?: Date } = {},
): Promise<Versioned> {
  for (let tried = 1; tried <= ATTEMPTS; tried++) {
    const before = await read(userId);
    if (before?.closed) throw notFound();
    // The client sends a write again when it got no answer: then it is our own that we find.
    if (tried > 1 && before?.preferencesAt === now.getTime() && isDeepStrictEqual(before.preferences, chosen)) {
      return versioned(before);
    }
    if (version !== undefined && version !== versionOf(before)) throw staleVersion();
    const at = now.getTime();
    const subscribedAt = subscribedSince(before?.subscribedAt ?? {}, before?.preferences ?? DEFAULTS, chosen, at);
    if (await write(userId, before, chosen, { now, choice: { preferencesAt: at, subscribedAt } })) {
      return { ...chosen, version: versionOf(before) + 1 };
    }
  }
  throw othersAreFaster('these preferences');
}

/** Where a link stands, for somebody who has opened it. */
async function standing(link: UnsubscribeLink): Promise<Standing> {
  return standingOf(await read(link.userId), link);
}

/**
 * Ends the mails that a link is of, once or again.
 * @throws Retryable `temporarily-unavailable`
 */
async function unsubscribe(link: UnsubscribeLink, now = new Date()): Promise<Standing> {
  const { userId, category } = link;
  for (let tried = 1; tried <= ATTEMPTS; tried++) {
    const before = await read(userId);
    const found = standingOf(before, link);
    if (found.state !== 'asked') return found;
    const chosen = withoutMails(before?.preferences ?? DEFAULTS, category);
    if (await write(userId, before, chosen, { now })) return { ...found, state: 'ended' };
  }
  throw othersAreFaster('these preferences');
}

function standingOf(stored: Stored | undefined, { category, at }: UnsubscribeLink): Standing {
  if (!stored || stored.closed) return { state: 'gone' };
  const { locale, preferences: chosen } = toRecipient(stored);
  if (!isSubscribed(chosen, category)) return { state: 'ended', locale };
  return { state: at <= (stored.subscribedAt?.[category] ?? Number.NEGATIVE_INFINITY) ? 'newer' : 'asked', locale };
}

/** @returns false when somebody has written since `before` was read, or the account was closed */
async function write(
  userId: string,
  before: Stored | undefined,
  chosen: Preferences,
  { now, choice = {} }: { now: Date; choice?: { preferencesAt?: number; subscribedAt?: SubscribedAt } },
): Promise<boolean> {
  const version = versionOf(before);
  const digest = digestOf(userId, before, chosen, now);
  const update = RecipientEntity.update({ userId }).set({
    preferences: chosen,
    preferencesVersion: version + 1,
    ...choice,
    ...(digest === 'none' ? {} : digest),
  });
  const { rejected } = await (digest === 'none' ? update.remove(['digestShard', 'digestDueAt']) : update)
    .where((attributes, { eq, notExists }) => {
      const isSame =
        version === 0 ? notExists(attributes.preferencesVersion) : eq(attributes.preferencesVersion, version);
      return `${isSame} AND ${notExists(attributes.closed)}`;
    })
    .go({ ...FAST, returnOnConditionCheckFailure: true });
  return !rejected;
}

/** When the next digest is due: nothing when that stays as it is. */
function digestOf(
  userId: string,
  before: Stored | undefined,
  { digest, timeZone }: Preferences,
  now: Date,
): { digestShard?: string; digestDueAt?: string } | 'none' {
  if (digest === 'off') return 'none';
  const { preferences: old, digestDueAt } = before ?? {};
  if (digestDueAt !== undefined && old?.digest === digest && old.timeZone === timeZone) return {};
  return { digestShard: dueShardOf(userId), digestDueAt: nextDigestAt(digest, timeZone, now).toISOString() };
}

async function read(userId: string): Promise<Stored | undefined> {
  const { data } = await RecipientEntity.get({ userId }).go({ ...FAST, consistent: true });
  return data ?? undefined;
}

const versionOf = (stored: Stored | undefined): number => stored?.preferencesVersion ?? 0;

const versioned = (stored: Stored | undefined): Versioned => ({
  ...(stored?.preferences ?? DEFAULTS),
  version: versionOf(stored),
});

const notFound = () => new NotFound('person-not-found', 'This account is closed');

const staleVersion = () => new PreconditionFailed('stale-version', 'The preferences have changed since you read them');
