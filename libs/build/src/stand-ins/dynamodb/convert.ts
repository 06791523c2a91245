/** Where a request or an answer holds attributes: `attributes` is an object of them, `*` stands for every item or property. */
export type Shape = 'attributes' | { readonly [key: string]: Shape };

/** A copy in which every attribute is converted; what the shape does not name is kept as it is. */
export function convert(value: unknown, shape: Shape, each: (attribute: unknown) => unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (shape === 'attributes') return mapped(value, each);
  const every = shape['*'];
  if (every !== undefined) {
    const one = (item: unknown) => convert(item, every, each);
    return Array.isArray(value) ? value.map(one) : mapped(value, one);
  }
  const copy: Record<string, unknown> = { ...value };
  for (const [key, inner] of Object.entries(shape)) {
    if (copy[key] !== undefined) copy[key] = convert(copy[key], inner, each);
  }
  return copy;
}

/** Absent attributes are left out, as the SDK's document client does. */
function mapped(value: object, each: (attribute: unknown) => unknown): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const [key, held] of Object.entries(value)) {
    if (held !== undefined && typeof held !== 'function') define(copy, key, each(held));
  }
  return copy;
}

/** An attribute may be called `__proto__`, which an assignment would take as the prototype. */
function define(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  else target[key] = value;
}
