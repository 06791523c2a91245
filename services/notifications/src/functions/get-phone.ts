import { api } from '@libs/handler';
import { GetPhone } from '../contract/phone.ts';
import { phones } from '../data/phones.ts';

/** GET /notifications/phone: the caller's number, and the one that waits for its code. */
export const handler = api(GetPhone, async ({ caller }, store = phones) => store.get(caller.id));
