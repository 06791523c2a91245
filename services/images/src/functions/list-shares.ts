import { api } from '@libs/handler';
import { ListShares } from '../contract/shares.ts';
import { shares } from '../data/shares.ts';
import { presentShare } from '../domain/share.ts';

/** GET /images/{id}/shares: the links to a picture of the caller's, without what would lead there. */
export const handler = api(ListShares, async ({ caller, params }, store = shares) => {
  const living = await store.list({ ownerId: caller.id, imageId: params.id });
  return { items: living.map((share) => presentShare(params.id, share)) };
});
