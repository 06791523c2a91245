import { BadRequest } from '@libs/contracts/errors';
import { type Page, type PageOptions, page } from '@libs/data';
import { foldEmail } from '../domain/email.ts';
import { foldHandle } from '../domain/handle.ts';
import type { Profile } from '../domain/profile.ts';
import { ProfileEntity } from './entities/profile.ts';

type Listed = Pick<Profile, 'id' | 'email' | 'handle' | 'displayName' | 'createdAt'>;

export interface Search extends PageOptions {
  /** What the e-mail address begins with. */
  readonly email?: string | undefined;
  /** What the handle begins with. */
  readonly handle?: string | undefined;
}

/** All people in alphabetical order, for admins. */
export const directory = { list };

/**
 * By e-mail address, or by handle when that is searched for; capitals do not matter.
 * @throws BadRequest `one-search-only` when both are given, `bad-cursor`
 */
async function list({ email, handle, ...options }: Search = {}): Promise<Page<Listed>> {
  if (email !== undefined && handle !== undefined) {
    throw new BadRequest('one-search-only', 'Search by e-mail address or by handle, not both');
  }
  const query =
    handle === undefined
      ? ProfileEntity.query.byEmail({}).begins({ email: foldEmail(email ?? '') })
      : ProfileEntity.query.byHandle({}).begins({ handle: foldHandle(handle) });
  const { items, ...next } = await page(query, options);
  return {
    items: items.map(({ userId: id, email: address, handle: name, displayName, createdAt = '' }) => ({
      id,
      email: address,
      handle: name,
      displayName,
      createdAt,
    })),
    ...next,
  };
}
