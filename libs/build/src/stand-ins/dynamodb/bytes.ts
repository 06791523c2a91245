/**
 * Turns the base64 of attributes of the types B and BS back into bytes, in place. Only an attribute value can have a text under
 * `B`: an attribute that is itself called B holds an object. Answers without any are not walked.
 */
export function reviveBytes(answer: object, text: string): void {
  if (BYTES.test(text)) revive(answer);
}

const BYTES = /"BS?"\s*:\s*["[]/;

function revive(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const record = value as Record<string, unknown>;
  for (const [key, held] of Object.entries(record)) {
    if (key === 'B' && typeof held === 'string') record[key] = bytes(held);
    else if (key === 'BS' && Array.isArray(held) && held.every((item) => typeof item === 'string'))
      record[key] = held.map(bytes);
    else revive(held);
  }
}

function bytes(base64: string): Uint8Array {
  const { buffer, byteOffset, byteLength } = Buffer.from(base64, 'base64');
  return new Uint8Array(buffer, byteOffset, byteLength);
}
