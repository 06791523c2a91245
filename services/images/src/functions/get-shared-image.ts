import { NotFound } from '@libs/contracts/errors';
import { api, reply } from '@libs/handler';
import { deliveryOrigin } from '../adapters/delivery-origin.ts';
import { GetSharedImage } from '../contract/shares.ts';
import { shares } from '../data/shares.ts';
import { noSuchImagePage, sharedImagePage } from '../templates/shared-image.ts';

/** GET /shares/{token}: the page of a shared picture, for everybody who has the link. */
export const handler = api(GetSharedImage, async ({ params: { token } }, store = shares, origin = deliveryOrigin) => {
  try {
    const { image, expiresAt } = await store.open(token);
    const page = sharedImagePage(image, { token, expiresAt, delivery: origin() });
    return reply(page.html, page.headers);
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    const page = noSuchImagePage();
    return reply(page.html, page.headers, error.status);
  }
});
