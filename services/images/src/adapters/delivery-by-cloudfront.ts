import { getSignedUrl } from '@aws-sdk/cloudfront-signer';
import { deliveryKey } from './delivery-key.ts';

/**
 * The address of a path of the distribution, signed with a canned policy (RSA over SHA-256).
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-creating-signed-url-canned-policy.html
 * @param path as the viewer sends it: CloudFront checks it before the edge's function rewrites it
 * @throws DeliveryKeyUnavailable
 */
export async function signedForCloudFront(path: string, until: Date, key = deliveryKey): Promise<string> {
  return getSignedUrl({
    url: `https://${setting('DELIVERY_DOMAIN')}/${path}`,
    keyPairId: setting('DELIVERY_KEY_PAIR_ID'),
    privateKey: await key(setting('DELIVERY_KEY_PARAMETER')),
    dateLessThan: until,
    algorithm: 'SHA256',
  });
}

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set: see resources/delivery.cjs`);
  return value;
}
