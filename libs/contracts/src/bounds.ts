import { type TSchema, TypeGuard } from '@sinclair/typebox';

/**
 * Throws when some string, array or number of a schema has no upper bound: what comes from outside is bounded, always.
 * Bounded are: strings by `maxLength`, `format` or `pattern` with an end, arrays by `maxItems`, numbers by `minimum` and `maximum`.
 */
export function assertBounded(schema: TSchema, where: string): void {
  if (TypeGuard.IsString(schema) && schema.maxLength === undefined && schema.format === undefined) {
    throw new TypeError(`${where}: a string needs maxLength or format`);
  }
  if ((TypeGuard.IsNumber(schema) || TypeGuard.IsInteger(schema)) && !hasRange(schema)) {
    throw new TypeError(`${where}: a number needs minimum and maximum`);
  }
  if (TypeGuard.IsArray(schema)) {
    if (schema.maxItems === undefined) throw new TypeError(`${where}: an array needs maxItems`);
    assertBounded(schema.items, `${where}/items`);
  }
  if (TypeGuard.IsObject(schema)) {
    for (const [key, property] of Object.entries(schema.properties)) assertBounded(property, `${where}/${key}`);
  }
  for (const variant of [
    ...(TypeGuard.IsUnion(schema) ? schema.anyOf : []),
    ...(TypeGuard.IsIntersect(schema) ? schema.allOf : []),
  ]) {
    assertBounded(variant, where);
  }
}

function hasRange(schema: {
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
}): boolean {
  return (
    (schema.minimum ?? schema.exclusiveMinimum) !== undefined &&
    (schema.maximum ?? schema.exclusiveMaximum) !== undefined
  );
}
