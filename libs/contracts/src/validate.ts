import type { Violation } from './errors.ts';

/** One finding of a compiled validator, as ajv gives it. */
export interface Finding {
  readonly instancePath: string;
  readonly keyword: string;
  readonly message?: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A compiled check of one value: true when it holds, else false with `errors` set. May coerce the value in place. */
export interface Validate {
  (value: unknown): boolean;
  errors?: Finding[] | null;
}

/** Checks the named parts of an object one by one and gathers all findings under the names of the parts. */
export function validateParts(parts: Readonly<Record<string, Validate>>): Validate {
  const entries = Object.entries(parts);
  const validate: Validate = (value) => {
    const whole = value as Record<string, unknown>;
    let findings: Finding[] | null = null;
    for (const [part, check] of entries) {
      if (check(whole[part])) continue;
      for (const finding of check.errors ?? []) {
        (findings ??= []).push({ ...finding, instancePath: `/${part}${finding.instancePath}` });
      }
    }
    validate.errors = findings;
    return findings === null;
  };
  return validate;
}

/** How many violations a caller is told. */
export const MOST_VIOLATIONS = 20;

/** Findings as the caller may see them: pointer, rule and message, at most 20, never a value. */
export function violations(
  findings: readonly Finding[] | null | undefined,
  rename: Readonly<Record<string, string>> = {},
): Violation[] {
  return (findings ?? [])
    .filter(({ keyword }) => keyword !== 'anyOf' && keyword !== 'if')
    .slice(0, MOST_VIOLATIONS)
    .map(({ instancePath, keyword, message = 'is not valid', params }) => {
      const [, part = '', ...rest] = instancePath.split('/');
      const named = params['additionalProperty'] ?? params['missingProperty'];
      const pointer = [
        '',
        rename[part] ?? part,
        ...rest,
        ...(typeof named === 'string' ? [escapePointer(named)] : []),
      ].join('/');
      const { allowedValues } = params;
      const choice = Array.isArray(allowedValues) ? `must be one of ${allowedValues.join(', ')}` : undefined;
      return { pointer, code: CODES[keyword] ?? keyword, message: choice ?? MESSAGES[keyword] ?? message };
    });
}

/** RFC 6901, section 3; bounded, since the name of an unknown property comes from the caller. */
function escapePointer(key: string): string {
  return key.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1');
}

const CODES: Readonly<Record<string, string>> = { additionalProperties: 'unknown', required: 'missing' };
const MESSAGES: Readonly<Record<string, string>> = {
  additionalProperties: 'is not known here',
  required: 'is missing',
  // ajv would print the regular expression, which helps nobody who is no programmer.
  pattern: 'is not of the form that is allowed here',
};
