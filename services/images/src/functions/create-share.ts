import { api } from '@libs/handler';
import { apiUrl } from '../adapters/api-url.ts';
import { CreateShare } from '../contract/shares.ts';
import { shares } from '../data/shares.ts';
import { presentShare } from '../domain/share.ts';
import { expiryOf } from '../domain/share-expiry.ts';

/**
 * POST /images/{id}/shares: makes a link to a picture of the caller's. An `Idempotency-Key` is not heeded: the answer would have to be kept,
 * and the token with it.
 */
export const handler = api(
  CreateShare,
  async ({ caller, params, body }, store = shares, base = apiUrl, now = Date.now()) => {
    const ref = { ownerId: caller.id, imageId: params.id };
    const { token, share } = await store.create(ref, expiryOf(body, now), now);
    return { share: presentShare(params.id, share), url: `${base()}/shares/${token}` };
  },
  { idempotency: false },
);
