import type { Ended } from '../domain/unsubscribe-link.ts';
import { unsubscribeKeys } from './unsubscribe-secret.ts';
import { unsubscribeToken } from './unsubscribe-token.ts';

/**
 * The link with which a person ends what a mail is of, without a login, for the mail itself and for its `List-Unsubscribe` (RFC 8058): GET shows
 * a page, POST does it. Under API_URL, less than 250 characters beside it.
 * @throws UnsubscribeKeysUnavailable; Error when API_URL is not set
 */
export async function unsubscribeUrl(
  { userId, category, at }: { userId: string; category: Ended; at: Date },
  keys = unsubscribeKeys,
): Promise<string> {
  const api = process.env['API_URL'];
  if (api === undefined || api === '') throw new Error('API_URL is not set: see serverless.yml');
  const token = unsubscribeToken({ userId, category, at: at.getTime() }, await keys());
  return `${api}/notifications/unsubscribe?token=${token}`;
}
