import { createHash } from 'node:crypto';

/**
 * The id of an event, derived from what caused it: the same stream record gives the same id however often it is read.
 * A UUID of version 8 (RFC 9562, section 5.8: made by a rule of one's own).
 */
export function eventId(cause: string, name: string, index: number): string {
  const hex = createHash('sha256').update(`${cause}/${name}/${index}`).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
