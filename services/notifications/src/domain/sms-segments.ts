/** How an SMS is written: septets of the GSM 7-bit default alphabet, or UTF-16 when a single character is not in it. */
export type SmsEncoding = 'GSM-7' | 'UCS-2';

export interface SmsLength {
  readonly encoding: SmsEncoding;
  /** What is paid for. 0 for an empty text. */
  readonly segments: number;
}

// 3GPP TS 23.038, section 6.2.1: the default alphabet, without the escape; an extension character is an escape and another septet.
const DEFAULT = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const EXTENSION = new Set('\f^{}\\[~]|€');

/** Septets or UTF-16 code units of an SMS that stands alone, and of each part of a longer one, whose header takes six bytes (TS 23.040, 9.2.3.24). */
const CAPACITY = { 'GSM-7': { single: 160, part: 153 }, 'UCS-2': { single: 70, part: 67 } } as const;

/**
 * How many messages a text is, known before it is sent. No character is split over two parts: neither the two septets of an extension character
 * nor a surrogate pair.
 */
export function smsLength(text: string): SmsLength {
  const characters = Array.from(text);
  const encoding = characters.every((one) => DEFAULT.has(one) || EXTENSION.has(one)) ? 'GSM-7' : 'UCS-2';
  const sizes = characters.map((one) => (encoding === 'UCS-2' ? one.length : EXTENSION.has(one) ? 2 : 1));
  return { encoding, segments: segmentsOf(sizes, CAPACITY[encoding]) };
}

function segmentsOf(
  sizes: readonly number[],
  { single, part }: { readonly single: number; readonly part: number },
): number {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total <= single) return Math.min(total, 1);
  let [segments, used] = [1, 0];
  for (const size of sizes) {
    if (used + size > part) {
      segments += 1;
      used = 0;
    }
    used += size;
  }
  return segments;
}
