import type { TSchema } from '@sinclair/typebox';
import { Ajv, _, type Options } from 'ajv';
import addFormats, { type FormatName } from 'ajv-formats';
import standaloneCode from 'ajv/dist/standalone/index.js';
import type { Validate } from './validate.ts';

/** The formats that contracts may use. A further one is added here, on purpose: each has a cost in the bundles that use it. */
const FORMATS: FormatName[] = ['uuid', 'email', 'date-time', 'date', 'uri'];

/** `exact` takes values as they are (bodies, events); `coerce` turns the strings of a query or a path into numbers, booleans and arrays. */
export type Mode = 'exact' | 'coerce';

const OPTIONS: Options = { strict: true, strictTypes: false, allErrors: true, useDefaults: true };

function coercion(mode: Mode): Options {
  return { coerceTypes: mode === 'coerce' ? 'array' : false };
}

function withFormats(ajv: Ajv): Ajv {
  return addFormats.default(ajv, { mode: 'full', formats: FORMATS });
}

const instances: Partial<Record<Mode, Ajv>> = {};

/** Compiles a schema for this process. For unit tests: a bundle holds the code that `validatorCode` wrote when it was built. */
export function compileValidator(schema: TSchema, mode: Mode): Validate {
  const ajv = (instances[mode] ??= withFormats(new Ajv({ ...OPTIONS, ...coercion(mode) })));
  return ajv.compile(choices(schema)) as Validate;
}

/**
 * The source of a CommonJS module whose `module.exports` is the validator of the schema; needs nothing of ajv but small helpers. The same
 * schema gives the same source, whatever was compiled before: ajv counts the names of one instance on, hence a new one each time. It comes
 * without the meta-schema, which would cost 6 ms each time; the schemas are checked against it by `compileValidator` in unit tests.
 */
export function validatorCode(schema: TSchema, mode: Mode): string {
  const code = { source: true, esm: false, lines: false, formats: _`require("ajv-formats/dist/formats").fullFormats` };
  const ajv = withFormats(new Ajv({ ...OPTIONS, ...coercion(mode), code, meta: false, validateSchema: false }));
  return standaloneCode.default(ajv, ajv.compile(choices(schema)));
}

/**
 * The same schema, with findings that help: a union of literals is one `enum`, which lists what it may be, instead of a finding for each of them; a
 * union of objects that a property tells apart is checked as the one that it says it is, instead of as each of them in turn.
 */
function choices<Part>(part: Part): Part;
function choices(part: unknown): unknown {
  if (Array.isArray(part)) return part.map((item: unknown) => choices(item));
  if (typeof part !== 'object' || part === null) return part;
  const { anyOf, ...rest } = part as { anyOf?: readonly Variant[] };
  if (anyOf?.every((variant) => 'const' in variant)) return { ...rest, enum: anyOf.map((variant) => variant.const) };
  const tag = anyOf && tagOf(anyOf);
  if (tag !== undefined) return { ...rest, ...tagged(tag, anyOf ?? []) };
  return Object.fromEntries(Object.entries(part).map(([key, value]: [string, unknown]) => [key, choices(value)]));
}

interface Variant {
  readonly const?: unknown;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, { readonly const?: unknown }>>;
}

/** A property that every variant must have, and for which each has a literal of its own. */
function tagOf(variants: readonly Variant[]): string | undefined {
  return Object.keys(variants[0]?.properties ?? {}).find((name) => {
    const literals = variants
      .filter(({ required }) => required?.includes(name))
      .map(({ properties }) => properties?.[name]?.const);
    return (
      literals.length === variants.length && !literals.includes(undefined) && new Set(literals).size === literals.length
    );
  });
}

function tagged(tag: string, variants: readonly Variant[]) {
  const literalOf = ({ properties }: Variant) => properties?.[tag]?.const;
  return {
    type: 'object',
    required: [tag],
    properties: { [tag]: { enum: variants.map(literalOf) } },
    allOf: variants.map((variant) => ({
      if: { not: { type: 'object', required: [tag], properties: { [tag]: { const: literalOf(variant) } } } },
      else: choices(variant),
    })),
  };
}
