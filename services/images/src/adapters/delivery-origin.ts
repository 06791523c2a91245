import { lifetimeAt } from '../domain/lifetime.ts';
import { signedByS3 } from './delivery-by-s3.ts';

/**
 * The origin to which the addresses of renditions lead, `https://d111111abcdef8.cloudfront.net`: a page that shows pictures has to name it,
 * since browsers hold redirects to the page's policy too. Needs no key and asks nobody.
 */
export function deliveryOrigin(now = Date.now()): string {
  const domain = process.env['DELIVERY_DOMAIN'];
  if (domain !== undefined) return `https://${domain}`;
  return new URL(signedByS3('any', lifetimeAt(now))).origin;
}
