/** A copy of a request in which bytes are base64, as JSON carries them. What holds none is not copied. */
export function withBase64(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array) {
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
  }
  if (value instanceof Set) return [...value].map(withBase64);
  if (Array.isArray(value)) {
    const items = value.map(withBase64);
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  let copy: Record<string, unknown> | undefined;
  for (const [key, held] of Object.entries(value)) {
    const encoded = withBase64(held);
    if (encoded !== held) (copy ??= { ...value })[key] = encoded;
  }
  return copy ?? value;
}

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
