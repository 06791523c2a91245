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
 * Notes fields of a profile, each only when what is known of it is older.
 * @param version of the profile that these are of
 */
async function note(userId: string, fields: ProfileFields, version: number): Promise<void> {
  for (const [name, value] of Object.entries(fields) as [keyof ProfileFields, string | undefined][]) {
    if (value === undefined) continue;
    const versionOf = `${name}Version` as const;
    await RecipientEntity.upsert({ userId, [name]: value, [versionOf]: version })
      .where(
        (attributes, { notExists, lt }) =>
          `(${notExists(attributes[versionOf])} OR ${lt(attributes[versionOf], version)}) AND ${notExists(attributes.closed)}`,
      )
      .go({ ...FAST, returnOnConditionCheckFailure: true });
  }
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
