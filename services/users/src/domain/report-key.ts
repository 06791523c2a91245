import type { Hour } from './hour.ts';

/** The object of one part of an hour's report: `sign-ins/day=2026-11-21/hour=09/part-0000.jsonl`. Parts are counted from 0. */
export const reportKey = (prefix: string, hour: Hour, part: number): string => {
  const [day, of = ''] = hour.split('T');
  return `${prefix}/day=${day}/hour=${of}/part-${String(part).padStart(4, '0')}.jsonl`;
};
