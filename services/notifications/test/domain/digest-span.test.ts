import { digestSpan } from '../../src/domain/digest-span.ts';

const dueAt = '2026-11-21T07:00:00.000Z';
const now = new Date('2026-11-21T07:05:00.000Z');
const DAY = 24 * 3600 * 1000;

it('the first digest tells of a day or a week before it was due', () => {
  expect(digestSpan('daily', { dueAt }, now).from).toBe(Date.parse(dueAt) - DAY);
  expect(digestSpan('weekly', { dueAt }, now).from).toBe(Date.parse(dueAt) - 7 * DAY);
});

it('the next one begins where the one before ended', () => {
  const upTo = '2026-11-19T12:34:56.789Z';
  expect(digestSpan('daily', { dueAt, upTo }, now).from).toBe(Date.parse(upTo));
});

it('after months without any it begins eight days before it was due', () => {
  const upTo = '2026-08-19T12:34:56.789Z';
  expect(digestSpan('daily', { dueAt, upTo }, now).from).toBe(Date.parse(dueAt) - 8 * DAY);
});

it('ends a minute ago: what is younger may not be in the index yet', () => {
  expect(digestSpan('daily', { dueAt }, now).to).toBe(now.getTime() - 60_000);
});
