import type { TSchema } from '@sinclair/typebox';
import { compileValidator, type Mode } from './compile.ts';
import { type Validate, validateParts } from './validate.ts';

/** The schemas of a contract by the part of the input that they describe. */
export type Parts = Readonly<Record<string, { readonly schema: TSchema; readonly mode: Mode }>>;

/** A validator of all parts that compiles itself when it is first asked: importing a contract costs nothing. */
export function lazily(parts: Parts): Validate {
  let compiled: Validate | undefined;
  const validate: Validate = (value) => {
    compiled ??= validateParts(
      Object.fromEntries(
        Object.entries(parts).map(([part, { schema, mode }]) => [part, compileValidator(schema, mode)]),
      ),
    );
    const valid = compiled(value);
    validate.errors = compiled.errors ?? null;
    return valid;
  };
  return validate;
}
