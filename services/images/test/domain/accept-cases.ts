import type { RenditionFormat } from '../../src/domain/renditions.ts';

const ALL: readonly RenditionFormat[] = ['jpeg', 'webp', 'avif'];
const WITHOUT_AVIF: readonly RenditionFormat[] = ['jpeg', 'webp'];

interface AcceptCase {
  readonly why: string;
  readonly accept: string | undefined;
  readonly formats: readonly RenditionFormat[];
  readonly format: RenditionFormat;
}

const of = (
  why: string,
  accept: string | undefined,
  format: RenditionFormat,
  formats: readonly RenditionFormat[] = ALL,
): AcceptCase => ({ why, accept, format, formats });

const CHROME = 'image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8';
const FIREFOX = 'image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5';
const SAFARI_14 = 'image/webp,image/png,image/svg+xml,image/*;q=0.8,video/*;q=0.8,*/*;q=0.5';

/** What the API (src/domain/format-for.ts) and the edge (src/edge/renditions.js) both choose. */
export const acceptCases: readonly AcceptCase[] = [
  of('Chrome takes AVIF', CHROME, 'avif'),
  of('Chrome takes WebP where there is no AVIF', CHROME, 'webp', WITHOUT_AVIF),
  of('Firefox takes AVIF', FIREFOX, 'avif'),
  of('Firefox takes WebP where there is no AVIF', FIREFOX, 'webp', WITHOUT_AVIF),
  of('Safari 14 takes WebP', SAFARI_14, 'webp'),
  of('no header', undefined, 'jpeg'),
  of('an empty header', '', 'jpeg'),
  of('curl and older clients say anything, and know JPEG alone', '*/*', 'jpeg'),
  of('any picture is not every picture', 'image/*', 'jpeg'),
  of('a page opened in a tab', 'text/html,application/xhtml+xml,image/avif,image/webp,*/*;q=0.8', 'avif'),
  of('WebP alone', 'image/webp', 'webp'),
  of('AVIF alone, where there is none', 'image/avif', 'jpeg', WITHOUT_AVIF),
  of('AVIF that is refused', 'image/avif;q=0,image/webp', 'webp'),
  of('WebP that is refused', 'image/webp;q=0,*/*', 'jpeg', WITHOUT_AVIF),
  of('refused with digits', 'image/webp;q=0.000, image/jpeg', 'jpeg', WITHOUT_AVIF),
  of('all refused', 'image/webp;q=0,image/jpeg;q=0,image/avif;q=0', 'jpeg'),
  of('JPEG liked better', 'image/webp;q=0.8,image/jpeg', 'jpeg', WITHOUT_AVIF),
  of('JPEG liked better by a wildcard', 'image/webp;q=0.2,*/*;q=0.9', 'jpeg', WITHOUT_AVIF),
  of('the exact range before the wildcard', 'image/webp;q=0.2,image/jpeg;q=0.1,*/*', 'webp', WITHOUT_AVIF),
  of('`image/*` before `*/*`', 'image/webp;q=0.5,image/*;q=0.4,*/*', 'webp', WITHOUT_AVIF),
  of('WebP liked better than AVIF', 'image/avif;q=0.5,image/webp;q=0.6', 'webp'),
  of('equals: the smaller one', 'image/jpeg;q=0.5,image/webp;q=0.5,image/avif;q=0.5', 'avif'),
  of('capitals', 'IMAGE/WebP;Q=1', 'webp'),
  of('spaces', ' image/webp ; q=0.9 , */* ;q=0.8', 'webp'),
  of('other parameters', 'image/webp;level=1;q=0,image/jpeg', 'jpeg', WITHOUT_AVIF),
  of('the first of two counts', 'image/webp;q=0,image/webp', 'jpeg', WITHOUT_AVIF),
  of('a quality that is no number', 'image/webp;q=high', 'jpeg'),
  of('a quality above 1', 'image/webp;q=9', 'jpeg'),
  of('a quality below 0', 'image/webp;q=-1', 'jpeg'),
  of('a longer name', 'image/webpx,ximage/webp', 'jpeg'),
  of('names of what every object has', 'constructor,__proto__,toString', 'jpeg'),
  of('separators alone', ',,;;,=', 'jpeg'),
  of('400 characters', 'image/webp'.padEnd(400, ',a/b'), 'webp'),
  of('over 400 characters', 'image/webp'.padEnd(401, ',a/b'), 'jpeg'),
];
