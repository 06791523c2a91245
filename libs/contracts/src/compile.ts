import type { TSchema } from '@sinclair/typebox';
import { Ajv, _, type Options } from 'ajv';
import addFormats, { type FormatName } from 'ajv-formats';
import standaloneCode from 'ajv/dist/standalone/index.js';
import type { Validate } from './validate.ts';

/** The formats that contracts may use. A further one is added here, on purpose: each has a cost in the bundles that use it. */
const FORMATS: FormatName[] = ['uuid', 'email', 'date-time', 'date', 'uri'];

/** `exact` takes values as they are (bodies, events); `coerce` turns the strings of a query or a path into numbers, booleans and arrays. */
export type Mode = 'exact' | 'coerce';

const instances: Partial<Record<string, Ajv>> = {};

function instance(mode: Mode, source: boolean): Ajv {
  const options: Options = {
    strict: true,
    strictTypes: false,
    allErrors: true,
    coerceTypes: mode === 'coerce' ? 'array' : false,
    useDefaults: true,
    ...(source
      ? {
          code: { source: true, esm: false, lines: false, formats: _`require("ajv-formats/dist/formats").fullFormats` },
        }
      : {}),
  };
  return (instances[`${mode}-${source}`] ??= withFormats(new Ajv(options)));
}

function withFormats(ajv: Ajv): Ajv {
  return addFormats.default(ajv, { mode: 'full', formats: FORMATS });
}

/** Compiles a schema for this process. For unit tests: a bundle holds the code that `validatorCode` wrote when it was built. */
export function compileValidator(schema: TSchema, mode: Mode): Validate {
  return instance(mode, false).compile(schema) as Validate;
}

/** The source of a CommonJS module whose `module.exports` is the validator of the schema; needs nothing of ajv but small helpers. */
export function validatorCode(schema: TSchema, mode: Mode): string {
  const ajv = instance(mode, true);
  return standaloneCode.default(ajv, ajv.compile(schema));
}
