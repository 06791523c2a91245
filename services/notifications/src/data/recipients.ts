import { FAST } from '@libs/data';
import type { EntityItem } from 'electrodb';
import { DEFAULTS } from '../domain/preferences.ts';
import type { Recipient } from '../domain/recipient.ts';
import { RecipientEntity } from './entities/recipient.ts';

/** Fields of a profile, as an event of `users` tells them. */
export interface ProfileFields {
  readonly email?: string;
  readonly displayName?: string;
  readonly handle?: string;
  readonly profileLocale?: string;
}

/** Those who are told something. */
export const recipients = { find, note };

/** @returns undefined for someone of whom nothing is known yet */
async function find(userId: string): Promise<Recipient | undefined> {
  const { data } = await RecipientEntity.get({ userId }).go({ ...FAST, consistent: true });
  return data ? toRecipient(data) : undefined;
}

/**
 * Notes fields of a profile, each only when what is known of it is older: in one write as a rule, where they are not of one age in one a field.
 * @param version of the profile that these are of
 */
async function note(userId: string, fields: ProfileFields, version: number): Promise<void> {
  const names = (Object.keys(fields) as (keyof ProfileFields)[]).filter((name) => fields[name] !== undefined);
  if (names.length === 0 || (await noteTogether(userId, names, fields, version)) || names.length === 1) return;
  for (const name of names) await noteTogether(userId, [name], fields, version);
}

/** @returns false when one of them is known as of this version or a later one, or the account is gone: then nothing is written */
async function noteTogether(
  userId: string,
  names: readonly (keyof ProfileFields)[],
  fields: ProfileFields,
  version: number,
): Promise<boolean> {
  const noted = names.flatMap((name) => [
    [name, fields[name]],
    [`${name}Version`, version],
  ]);
  const { rejected } = await RecipientEntity.upsert({ userId, ...Object.fromEntries(noted) })
    .where((attributes, { notExists, lt }) =>
      [
        ...names.map((name) => {
          const known = attributes[`${name}Version` as const];
          return `(${notExists(known)} OR ${lt(known, version)})`;
        }),
        notExists(attributes.closed),
      ].join(' AND '),
    )
    .go({ ...FAST, returnOnConditionCheckFailure: true });
  return !rejected;
}

export function toRecipient(item: EntityItem<typeof RecipientEntity>): Recipient {
  const { userId, email, displayName, handle, profileLocale, phone, readUpTo, readUpToAt } = item;
  const preferences = item.preferences ?? DEFAULTS;
  return {
    userId,
    ...(email === undefined ? {} : { email }),
    ...(displayName === undefined ? {} : { displayName }),
    ...(handle === undefined ? {} : { handle }),
    locale: preferences.locale ?? profileLocale ?? 'en',
    preferences,
    preferencesVersion: item.preferencesVersion ?? 0,
    ...(phone === undefined ? {} : { phone }),
    devices: item.devices ?? 0,
    ...(readUpTo === undefined ? {} : { readUpTo }),
    ...(readUpToAt === undefined ? {} : { readUpToAt }),
    closed: item.closed ?? false,
  };
}
