/**
 * The eight bands of a perceptual hash, each of 8 bits with its place before it: `0-a3`. Two hashes that differ in seven bits or fewer (`likeness.ts`) have at
 * least one band in common, since seven differences cannot be in eight places.
 * @param hash 16 hexadecimal digits
 */
export function bandsOf(hash: string): string[] {
  return Array.from({ length: 8 }, (_, place) => `${place}-${hash.slice(place * 2, place * 2 + 2)}`);
}
