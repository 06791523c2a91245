import type { Share as Presented } from '../contract/shares.ts';

/** Links to one picture that work at the same time. */
export const MOST_SHARES = 20;

/** A link to a picture, as the service holds it: by the hash of its token, so that nobody who reads the table can follow it. */
export interface Share {
  /** SHA-256 of the token, 64 hexadecimal digits. */
  readonly tokenHash: string;
  /** Epoch seconds. */
  readonly expiresAt: number;
  /** RFC 3339, UTC. */
  readonly createdAt: string;
}

/** Which link it is, for its owner: the first half of the hash. */
export function shareIdOf({ tokenHash }: Pick<Share, 'tokenHash'>): string {
  return tokenHash.slice(0, 32);
}

/**
 * Whether a link works. DynamoDB removes an expired item within days after its time.
 * @param now in epoch milliseconds
 */
export function isLiving({ expiresAt }: Pick<Share, 'expiresAt'>, now: number): boolean {
  return expiresAt * 1000 > now;
}

/** A link as it is told to its owner. */
export function presentShare(imageId: string, share: Share): Presented {
  const { expiresAt, createdAt } = share;
  return { id: shareIdOf(share), imageId, expiresAt: new Date(expiresAt * 1000).toISOString(), createdAt };
}
