import { api } from '@libs/handler';
import { DeleteShare } from '../contract/shares.ts';
import { shares } from '../data/shares.ts';

/** DELETE /images/{id}/shares/{shareId}: the link leads nowhere any more. */
export const handler = api(DeleteShare, async ({ caller, params }, store = shares) =>
  store.withdraw({ ownerId: caller.id, imageId: params.id }, params.shareId),
);
