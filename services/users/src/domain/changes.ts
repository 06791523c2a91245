import type { Profile } from './profile.ts';

const FIELDS = ['email', 'displayName', 'handle', 'locale', 'bio'] as const;
type Field = (typeof FIELDS)[number];

/** The fields that others know, as they were and as they are, where they differ. */
export type Changes = { -readonly [F in Field]?: { old: string; new: string } };

/** What differs between two states of one profile; empty when nothing does that others should know. */
export function changesBetween(before: Pick<Profile, Field>, after: Pick<Profile, Field>): Changes {
  const changes: Changes = {};
  for (const field of FIELDS) {
    if (before[field] !== after[field]) changes[field] = { old: before[field], new: after[field] };
  }
  return changes;
}
