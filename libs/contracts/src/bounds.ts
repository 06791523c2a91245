import { type TSchema, TypeGuard } from '@sinclair/typebox';

/** Formats that have a length of their own. An address, a URI or the fraction of a second may go on and on. */
const BOUNDED_FORMATS = new Set(['uuid', 'date']);

/**
 * Throws when some part of a schema has no upper bound: what comes from outside is bounded, always. Bounded are strings by `maxLength` or the
 * formats `uuid` and `date`, arrays by `maxItems`, numbers by `minimum` and `maximum`, records by `maxProperties`. Kinds that cannot be bounded
 * (`Unknown`, `Any`) or closed (`Intersect`: write one object with `Type.Composite`) are refused.
 */
export function assertBounded(schema: TSchema, where: string): void {
  if (TypeGuard.IsString(schema)) {
    check(
      schema.maxLength !== undefined || BOUNDED_FORMATS.has(schema.format ?? ''),
      where,
      'a string needs maxLength',
    );
  } else if (TypeGuard.IsNumber(schema) || TypeGuard.IsInteger(schema)) {
    check(hasRange(schema), where, 'a number needs minimum and maximum');
  } else if (TypeGuard.IsArray(schema)) {
    check(schema.maxItems !== undefined, where, 'an array needs maxItems');
    assertBounded(schema.items, `${where}/items`);
  } else if (TypeGuard.IsTuple(schema)) {
    for (const [index, item] of (schema.items ?? []).entries()) assertBounded(item, `${where}/${index}`);
  } else if (TypeGuard.IsObject(schema)) {
    for (const [key, property] of Object.entries(schema.properties)) assertBounded(property, `${where}/${key}`);
  } else if (TypeGuard.IsRecord(schema)) {
    check(schema['maxProperties'] !== undefined, where, 'a record needs maxProperties');
    for (const value of Object.values(schema.patternProperties)) assertBounded(value, `${where}/*`);
  } else if (TypeGuard.IsUnion(schema)) {
    for (const variant of schema.anyOf) assertBounded(variant, where);
  } else {
    const finite = TypeGuard.IsBoolean(schema) || TypeGuard.IsLiteral(schema) || TypeGuard.IsNull(schema);
    check(finite, where, `${String(schema['type'] ?? 'a schema of this kind')} cannot be bounded`);
  }
}

function check(holds: boolean, where: string, what: string): void {
  if (!holds) throw new TypeError(`${where}: ${what}`);
}

interface Range {
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
}

function hasRange({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Range): boolean {
  return (minimum ?? exclusiveMinimum) !== undefined && (maximum ?? exclusiveMaximum) !== undefined;
}
