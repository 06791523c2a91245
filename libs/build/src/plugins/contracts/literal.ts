/**
 * JavaScript source of a plain value: what JSON can say, and regular expressions.
 * @throws TypeError for anything else (a function, a class instance, a Date), which cannot be moved from build to run time
 */
export function literal(value: unknown, where: string): string {
  if (value === undefined) return 'undefined';
  if (isRegExp(value)) return `/${value.source}/${value.flags}`;
  if (Array.isArray(value)) return `[${value.map((item, index) => literal(item, `${where}[${index}]`)).join(',')}]`;
  if (typeof value === 'object' && value !== null && isPlain(value)) {
    const properties = Object.entries(value)
      .filter(([, held]) => held !== undefined)
      .map(([key, held]) => `[${JSON.stringify(key)}]:${literal(held, `${where}.${key}`)}`);
    return `{${properties.join(',')}}`;
  }
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return JSON.stringify(value);
  throw new TypeError(
    `${where} is a ${typeof value}: a contract exports routes, events and plain data, since it is evaluated when the bundle is built. Move it to another folder of the service.`,
  );
}

/** By tag, since the value may come from another realm (the evaluated module's). */
function isRegExp(value: unknown): value is RegExp {
  return Object.prototype.toString.call(value) === '[object RegExp]';
}

/** By name, for the same reason. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || (prototype as { constructor?: { name?: string } }).constructor?.name === 'Object';
}
