import { lifetimeAt } from '../domain/lifetime.ts';

/**
 * The origin to which the addresses of renditions lead, `https://d111111abcdef8.cloudfront.net`: a page that shows pictures has to name it,
 * since browsers hold redirects to the page's policy too. Needs no key and asks nobody.
 */
export async function deliveryOrigin(now = Date.now()): Promise<string> {
  const domain = process.env['DELIVERY_DOMAIN'];
  if (domain !== undefined) return `https://${domain}`;
  const { signedByS3 } = await import('./delivery-by-s3.ts');
  return new URL(await signedByS3('any', lifetimeAt(now))).origin;
}
