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
