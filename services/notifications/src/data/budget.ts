import { FAST } from '@libs/data';
import { BudgetEntity } from './entities/budget.ts';

/** Kept for questions, in seconds: 400 days, the same month of the year before included. */
const KEPT_SECONDS = 400 * 24 * 3600;

/** Segments of SMS are what is paid for. All who send any take them here first. */
export const budget = { take, takeForCode, giveBack };

/**
 * Takes segments of this month's budget, SMS_MONTHLY_SEGMENTS; one write, exact however many ask at once.
 * @param segments whole, from 1; how many a text has: `domain/sms-segments.ts`
 * @param now epoch milliseconds
 * @returns false when there are not as many left: the text is not to be sent
 * @throws Error when SMS_MONTHLY_SEGMENTS is no number: a limit that is not set must not count as none
 */
async function take(segments: number, now: number): Promise<boolean> {
  const left = limit('SMS_MONTHLY_SEGMENTS') - segments;
  if (left < 0) return false;
  const { rejected } = await BudgetEntity.update(monthOf(now))
    .add({ segments })
    .set({ expiresAt: expiryOf(now) })
    .where((spent, { notExists, lte }) => `${notExists(spent.segments)} OR ${lte(spent.segments, left)}`)
    .go({ ...FAST, returnOnConditionCheckFailure: true });
  return !rejected;
}

/**
 * The same for a code, of which all together have SMS_MONTHLY_CODE_SEGMENTS of the budget: whoever asks for codes to numbers of theirs that cost
 * much, or to earn by, does not spend what others are told with.
 */
async function takeForCode(segments: number, now: number): Promise<boolean> {
  const left = limit('SMS_MONTHLY_SEGMENTS') - segments;
  const leftForCodes = limit('SMS_MONTHLY_CODE_SEGMENTS') - segments;
  if (left < 0 || leftForCodes < 0) return false;
  const { rejected } = await BudgetEntity.update(monthOf(now))
    .add({ segments, codeSegments: segments })
    .set({ expiresAt: expiryOf(now) })
    .where(
      (spent, { notExists, lte }) =>
        `(${notExists(spent.segments)} OR ${lte(spent.segments, left)}) AND (${notExists(spent.codeSegments)} OR ${lte(spent.codeSegments, leftForCodes)})`,
    )
    .go({ ...FAST, returnOnConditionCheckFailure: true });
  return !rejected;
}

/** What was taken and certainly not sent. @param now epoch milliseconds, as it was when they were taken */
async function giveBack(segments: number, now: number): Promise<void> {
  await BudgetEntity.patch(monthOf(now)).subtract({ segments }).go(FAST);
}

const monthOf = (now: number) => ({ month: new Date(now).toISOString().slice(0, 7) });

const expiryOf = (now: number): number => Math.floor(now / 1000) + KEPT_SECONDS;

function limit(name: 'SMS_MONTHLY_SEGMENTS' | 'SMS_MONTHLY_CODE_SEGMENTS'): number {
  const most = Number(process.env[name] || Number.NaN);
  if (!Number.isInteger(most) || most < 0)
    throw new Error(`${name} is not set to a whole number: how many segments of SMS a month may cost`);
  return most;
}
