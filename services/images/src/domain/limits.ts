import type { Quota } from './quota.ts';

/** What one person may upload and have; each a parameter of the stage. */
export interface Limits {
  readonly quota: Quota;
  /** Bytes of one file. */
  readonly uploadBytes: number;
}

/**
 * @param environment MAX_PICTURES, MAX_BYTES and MAX_UPLOAD_BYTES
 * @throws Error naming the one that is no number
 */
export function limitsOf(environment: Readonly<Record<string, string | undefined>>): Limits {
  const number = (name: string): number => {
    const value = Number(environment[name] || Number.NaN);
    if (!Number.isSafeInteger(value)) throw new Error(`${name} is not a number: see serverless.yml`);
    return value;
  };
  return {
    quota: { pictures: number('MAX_PICTURES'), bytes: number('MAX_BYTES') },
    uploadBytes: number('MAX_UPLOAD_BYTES'),
  };
}
