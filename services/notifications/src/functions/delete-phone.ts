import { api } from '@libs/handler';
import { DeletePhone } from '../contract/phone.ts';
import { phones } from '../data/phones.ts';

/** DELETE /notifications/phone: forgets the caller's number. */
export const handler = api(DeletePhone, async ({ caller }, store = phones) => store.remove(caller.id));
