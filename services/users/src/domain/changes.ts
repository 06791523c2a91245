import type { Profile } from './profile.ts';

const FIELDS = ['email', 'displayName', 'handle', 'locale', 'bio'] as const;
type Field = (typeof FIELDS)[number];

/** What others know of a profile, as the table has it. */
type Known = Pick<Profile, Field> & { readonly avatarId?: string | undefined };

/** The fields that others know, as they were and as they are, where they differ. */
export type Changes = { -readonly [F in Field]?: { old: string; new: string } } & {
  avatar?: { old: string | null; new: string | null };
};

/** What differs between two states of one profile; empty when nothing does that others should know. */
export function changesBetween(before: Known, after: Known): Changes {
  const changes: Changes = {};
  for (const field of FIELDS) {
    if (before[field] !== after[field]) changes[field] = { old: before[field], new: after[field] };
  }
  if (before.avatarId !== after.avatarId) {
    changes.avatar = { old: before.avatarId ?? null, new: after.avatarId ?? null };
  }
  return changes;
}
