/** Bits of 64 in which two hashes of one picture differ at most, after it was encoded anew, scaled or a little changed in colour. */
const MOST_UNLIKE = 7;

/** The hash of a picture without any structure, such as a plain colour: it says nothing. */
const PLAIN = '0'.repeat(16);

/**
 * In how many of their 64 bits two perceptual hashes differ (Hamming distance).
 * @param one 16 hexadecimal digits, as the other
 */
export function distance(one: string, other: string): number {
  let different = BigInt(`0x${one}`) ^ BigInt(`0x${other}`);
  let bits = 0;
  for (; different > 0n; different &= different - 1n) bits += 1;
  return bits;
}

/** Whether two pictures look the same, by their perceptual hashes. Plain ones are told from nothing, and are like nothing. */
export function looksLike(one: string, other: string): boolean {
  return one !== PLAIN && other !== PLAIN && distance(one, other) <= MOST_UNLIKE;
}
