import type { RenditionFormat } from './renditions.ts';

/** Every client shows JPEG, and each further format spares bytes. */
const PLAINEST_FIRST: readonly RenditionFormat[] = ['jpeg', 'webp', 'avif'];

/** RFC 9110, section 12.4.2: up to three digits after the point. */
const QUALITY = /^(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)$/;

/** Characters: browsers send less than 200, and the edge has less than a millisecond. */
const LONGEST = 400;

/**
 * The format in which a client gets a rendition, by its `Accept` header (RFC 9110, section 12.5.1): the one that it likes best, and the smaller
 * one of equals. WebP and AVIF must be named: `*` comes from clients that know neither. One that accepts nothing of what there is gets the
 * plainest all the same, which tells it more than a 406.
 *
 * The edge holds to the same rule: src/edge/renditions.js.
 * @param accept absent, or over 400 characters: anything goes
 * @param formats in which the rendition is there
 * @returns undefined when `formats` is empty
 */
export function formatFor(
  accept: string | undefined,
  formats: readonly RenditionFormat[],
): RenditionFormat | undefined {
  const qualities = qualitiesOf(accept === undefined || accept.length > LONGEST ? '' : accept);
  const [plainest, ...smaller] = PLAINEST_FIRST.filter((format) => formats.includes(format));
  if (plainest === undefined) return undefined;
  let best = plainest;
  let quality = qualities.get(`image/${plainest}`) ?? qualities.get('image/*') ?? qualities.get('*/*') ?? 0;
  for (const format of smaller) {
    const named = qualities.get(`image/${format}`) ?? 0;
    if (named > 0 && named >= quality) [best, quality] = [format, named];
  }
  return best;
}

/** By media range in lower case; the first of two counts, and one that cannot be read does not. */
function qualitiesOf(accept: string): ReadonlyMap<string, number> {
  const qualities = new Map<string, number>();
  for (const text of accept.split(',')) {
    const [range = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
    const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
    if (!qualities.has(range) && QUALITY.test(quality)) qualities.set(range, Number(quality));
  }
  return qualities;
}
