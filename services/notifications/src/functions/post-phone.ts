import { TooManyRequests } from '@libs/contracts/errors';
import { api } from '@libs/handler';
import { metrics } from '@libs/observability';
import { numberRefused, sendCode } from '../adapters/sms-code.ts';
import { PostPhone } from '../contract/phone.ts';
import { budget } from '../data/budget.ts';
import { phones } from '../data/phones.ts';
import { mayGetTexts } from '../domain/sms-countries.ts';
import { smsLength } from '../domain/sms-segments.ts';
import { codeSms } from '../templates/code-sms.ts';

/** POST /notifications/phone: sends a code to the number that is to be the caller's. */
export const handler = api(
  PostPhone,
  async ({ caller, body: { number } }, store = phones, purse = budget, send = sendCode, now = Date.now()) => {
    if (!mayGetTexts(number, process.env['SMS_COUNTRIES'] ?? '')) throw numberRefused();
    const { code, expiresAt, locale } = await store.ask(caller.id, number, now);
    const text = codeSms(code, locale);
    if (!(await purse.takeForCode(smsLength(text).segments, now))) {
      metrics.addMetric('SmsBudgetSpent', 'Count', 1);
      throw new TooManyRequests('sms-budget-spent', 'No more texts are sent this month');
    }
    await send(number, text);
    return { number, expiresAt: new Date(expiresAt).toISOString() };
  },
  // A further code is what a second request is for, and the limits are its own.
  { idempotency: false },
);
