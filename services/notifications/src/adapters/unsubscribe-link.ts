import type { UnsubscribeLink } from '../domain/unsubscribe-link.ts';
import { keyIdOf, readUnsubscribeToken } from './unsubscribe-token.ts';
import { unsubscribeKeys } from './unsubscribe-secret.ts';

/**
 * What a link says, when it was made here.
 * @param token as it came; absent when the link has none
 * @returns undefined for a forged, broken or absent one
 * @throws UnsubscribeKeysUnavailable
 */
export async function readUnsubscribeLink(
  token: string | undefined,
  keys = unsubscribeKeys,
): Promise<UnsubscribeLink | undefined> {
  const keyId = keyIdOf(token ?? '');
  if (token === undefined || keyId === undefined) return undefined;
  return readUnsubscribeToken(token, await keys(keyId));
}
