import { type TSchema, TypeGuard } from '@sinclair/typebox';

/** The same schema, in which every object refuses unknown properties, at any depth, unless it says otherwise itself. */
export function closed<S extends TSchema>(schema: S): S;
export function closed(schema: TSchema): TSchema {
  if (TypeGuard.IsObject(schema)) {
    const properties = Object.entries(schema.properties).map(([key, property]) => [key, closed(property)]);
    return { additionalProperties: false, ...schema, properties: Object.fromEntries(properties) as object };
  }
  if (TypeGuard.IsArray(schema)) return { ...schema, items: closed(schema.items) };
  if (TypeGuard.IsTuple(schema)) return { ...schema, items: schema.items?.map((item) => closed(item)) };
  if (TypeGuard.IsUnion(schema)) return { ...schema, anyOf: schema.anyOf.map((variant) => closed(variant)) };
  if (TypeGuard.IsRecord(schema)) {
    const patterns = Object.entries(schema.patternProperties).map(([pattern, value]) => [pattern, closed(value)]);
    return {
      ...schema,
      additionalProperties: schema['additionalProperties'] ?? false,
      patternProperties: Object.fromEntries(patterns) as object,
    };
  }
  return schema;
}
