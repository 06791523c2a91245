import { FAST } from '@libs/data';
import { BudgetEntity } from './entities/budget.ts';

/** Kept for questions, in seconds: 400 days, the same month of the year before included. */
const KEPT_SECONDS = 400 * 24 * 3600;

/** Segments of SMS are what is paid for. All who send any take them here first. */
export const budget = { take, giveBack };

/**
 * Takes segments of this month's budget, SMS_MONTHLY_SEGMENTS; one write, exact however many ask at once.
 * @param segments whole, from 1; how many a text has: `domain/sms-segments.ts`
 * @param now epoch milliseconds
 * @returns false when there are not as many left: the text is not to be sent
 * @throws Error when SMS_MONTHLY_SEGMENTS is no number: a limit that is not set must not count as none
 */
async function take(segments: number, now: number): Promise<boolean> {
  const most = monthlySegments();
  if (segments > most) return false;
  const { rejected } = await BudgetEntity.update(monthOf(now))
    .add({ segments })
    .set({ expiresAt: Math.floor(now / 1000) + KEPT_SECONDS })
    .where(({ segments: spent }, { notExists, lte }) => `${notExists(spent)} OR ${lte(spent, most - segments)}`)
    .go({ ...FAST, returnOnConditionCheckFailure: true });
  return !rejected;
}

/** What was taken and certainly not sent. @param now epoch milliseconds, as it was when they were taken */
async function giveBack(segments: number, now: number): Promise<void> {
  await BudgetEntity.patch(monthOf(now)).subtract({ segments }).go(FAST);
}

const monthOf = (now: number) => ({ month: new Date(now).toISOString().slice(0, 7) });

function monthlySegments(): number {
  const most = Number(process.env['SMS_MONTHLY_SEGMENTS'] || Number.NaN);
  if (!Number.isInteger(most) || most < 0)
    throw new Error('SMS_MONTHLY_SEGMENTS is not set to a whole number: how many segments of SMS a month may cost');
  return most;
}
