/**
 * The four quarters of a perceptual hash, each with its place: `0-a3f0`. Two hashes that differ in three bits or fewer have at least one in common.
 * @param hash 16 hexadecimal digits
 */
export function quartersOf(hash: string): string[] {
  return [0, 1, 2, 3].map((place) => `${place}-${hash.slice(place * 4, place * 4 + 4)}`);
}
