import { type TObject, type TProperties, Type, TypeGuard } from '@sinclair/typebox';

/**
 * The schema of the headers that a route reads, which lets others pass: every request has some.
 * @throws TypeError for a name that is not in lower case, in which they come, and for a list: API Gateway joins repeated headers by commas
 */
export function requestHeaders(headers: TProperties, where: string): TObject {
  for (const [name, schema] of Object.entries(headers)) {
    if (!/^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(name)) {
      throw new TypeError(`${where} headers/${name}: a header is named in lower case`);
    }
    if (TypeGuard.IsArray(schema) || TypeGuard.IsObject(schema)) {
      throw new TypeError(`${where} headers/${name}: a header is one value`);
    }
  }
  return Type.Object(headers);
}
