import { api } from '@libs/handler';
import { VerifyPhone } from '../contract/phone.ts';
import { phones } from '../data/phones.ts';

/** POST /notifications/phone/verification: enters the code that was sent to the caller's number. */
export const handler = api(
  VerifyPhone,
  async ({ caller, body }, store = phones) => store.verify(caller.id, body.code),
  // Every try counts, by itself.
  { idempotency: false },
);
