import { MalformedTime } from '@libs/time';
import type { When } from '../contract/schedule.ts';

export type WhenPart = keyof When;

/** One thing that is wrong with a `when`: with one part of it, or with the whole. */
export interface WhenViolation {
  readonly part: WhenPart | undefined;
  readonly code: string;
  readonly message: string;
}

const MESSAGES = {
  'one-of': 'must have exactly one of at, every and cron',
  required: 'must be given: the time is that of a clock somewhere',
  unexpected: 'belongs to every alone',
  'unknown-time-zone': 'must be a time zone of the IANA database',
  'offset-and-zone-disagree': 'must have the offset that the time zone has at this time',
  'in-the-past': 'must be later than now',
  'too-far': 'must be at most 50 years ahead, and an anchor not before 1900',
  'too-short': 'must be PT1M or longer',
  'too-long': 'must be P10Y or shorter',
  'never-fires': 'must have a time to come within 50 years',
} as const;

export const violation = (part: WhenPart | undefined, code: keyof typeof MESSAGES): WhenViolation => ({
  part,
  code,
  message: MESSAGES[code],
});

/** What a part means, or `pattern` when it cannot be read. */
export function readPart<T>(part: WhenPart, parse: () => T): { readonly value: T } | WhenViolation {
  try {
    return { value: parse() };
  } catch (error) {
    if (error instanceof MalformedTime) return { part, code: 'pattern', message: error.message };
    throw error;
  }
}
