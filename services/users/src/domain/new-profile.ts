import type { ConfirmedAttributes } from './attributes.ts';
import { handleCandidates } from './handle.ts';
import type { NewProfile } from './profile.ts';

const LONGEST_NAME = 80;
const LOCALE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
// As in the contract: control characters, lone surrogates, line separators and bidirectional overrides.
const REFUSED = /[\p{Cc}\p{Cs}\u2028-\u202E\u2066-\u2069]/gu;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/**
 * The profile of a new person, once for each handle that may be tried, best first. Sign-up is Cognito's and has no rules of ours,
 * so that what does not fit is cut to fit instead of refused: a person who is confirmed always gets a profile.
 */
export function newProfiles(attributes: ConfirmedAttributes): NewProfile[] {
  const { sub: id, email, name = '', preferred_username: wished, locale = '' } = attributes;
  return handleCandidates({ wished, email, id }).map((handle) => ({
    id,
    email,
    handle,
    displayName: displayName(name) ?? handle,
    locale: locale.length <= 35 && LOCALE.test(locale) ? locale : 'en',
  }));
}

function displayName(given: string): string | undefined {
  const clean = given.replaceAll(REFUSED, '').trim();
  // By code points, so that no emoji is cut in half; of a joined family the last members may go.
  const short = Array.from(clean).slice(0, LONGEST_NAME).join('').trim();
  return VISIBLE.test(short) ? short : undefined;
}
