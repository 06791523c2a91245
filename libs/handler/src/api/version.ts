import { BadRequest, PreconditionFailed } from '@libs/contracts/errors';

/** The entity tag of a version: `"7"`. Strong, since a version stands for one state, byte for byte (RFC 9110, 8.8.3). */
export function etagOf(version: number): string {
  return `"${version}"`;
}

/**
 * The version that `If-Match` asks for; undefined for none and for `*`.
 * @throws PreconditionFailed for a tag that no version of ours can have, a weak one among them (RFC 9110, 13.1.1)
 * @throws BadRequest for a list of tags, which this API does not read
 */
export function ifMatchOf(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  const version = /^\s*"(\d{1,15})"\s*$/.exec(header)?.[1];
  if (version !== undefined) return Number(version);
  if (header.includes(',')) {
    const errors = [{ pointer: '/headers/if-match', code: 'list', message: 'takes one entity tag' }];
    throw new BadRequest('invalid-request', 'The request is not valid', { errors });
  }
  throw new PreconditionFailed('version-mismatch', 'The resource has changed since it was read; read it again');
}
