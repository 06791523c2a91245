import { NotFound } from '@libs/contracts/errors';
import { formatFor } from '../domain/format-for.ts';
import { type Lifetime, lifetimeAt } from '../domain/lifetime.ts';
import { RECIPE, type RenditionFormat, type RenditionName, renditionKey } from '../domain/renditions.ts';
import { signedByS3 } from './delivery-by-s3.ts';

/** Which rendition of which picture, and for whom. */
export interface Wanted {
  readonly imageId: string;
  readonly name: RenditionName;
  /** In which the rendition is there. */
  readonly formats: readonly RenditionFormat[];
  /** The one that is asked for; without it `accept` decides. */
  readonly format?: RenditionFormat | undefined;
  /** The client's `Accept` header. */
  readonly accept?: string | undefined;
}

/** Whoever has `url` sees the rendition until `expiresAt`. */
export interface Delivery {
  readonly url: string;
  readonly expiresAt: Date;
}

/**
 * An address that shows one rendition for 10 to 15 minutes, without a login: of CloudFront (DELIVERY=cloudfront) or of S3 itself (DELIVERY=s3).
 * The same comes out for 5 minutes. Nothing is asked whether the object is there, and whoever calls has checked who may see it.
 * @param now in epoch milliseconds
 * @throws NotFound `rendition-not-found` for a format in which it is not there; DeliveryKeyUnavailable
 * @example const { url } = await renditionUrl({ imageId, name: 'small', formats: ['webp', 'jpeg'], accept: headers.accept });
 */
export async function renditionUrl(wanted: Wanted, now = Date.now()): Promise<Delivery> {
  const { imageId, name, formats, accept } = wanted;
  const format = wanted.format ?? formatFor(accept, formats);
  if (format === undefined || !formats.includes(format)) {
    throw new NotFound('rendition-not-found', 'This rendition is not there in this format');
  }
  const lifetime = lifetimeAt(now);
  const key = renditionKey(imageId, name, format);
  const path = edgeMayChoose(wanted) ? `${imageId}/${RECIPE}/${name}` : key;
  return { url: await signed(key, path, lifetime), expiresAt: lifetime.until };
}

/** CloudFront's way is loaded where it is used: stage `local` has no key, and no need of SSM's client. */
async function signed(key: string, path: string, lifetime: Lifetime): Promise<string> {
  const way = process.env['DELIVERY'];
  if (way === 's3') {
    return signedByS3(key, lifetime);
  }
  if (way === 'cloudfront') {
    const { signedForCloudFront } = await import('./delivery-by-cloudfront.ts');
    return signedForCloudFront(path, lifetime.until);
  }
  throw new Error(`DELIVERY is ${way}, not s3 or cloudfront: see libs/build/serverless/stages.yml`);
}

/** The edge knows the formats of the stage, not those of a picture, which may be older than the stage's AVIF. */
function edgeMayChoose({ format, formats }: Wanted): boolean {
  const ofStage: readonly RenditionFormat[] =
    process.env['AVIF'] === 'on' ? ['jpeg', 'webp', 'avif'] : ['jpeg', 'webp'];
  return format === undefined && ofStage.every((made) => formats.includes(made));
}
