import type { Answer } from './http.ts';

/** What a service says of a call that it did not do. */
export interface Failure {
  /** As the SDK calls it; `Unknown` when the answer does not say. */
  readonly name: string;
  readonly message: string;
  /** Further members of the answer. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Of the JSON protocols: the name is in a header or in the body, maybe with a namespace before it and a URL behind it. */
export function jsonFailure(answer: Answer, revive?: (answer: object, text: string) => void): Failure {
  const data = parsed(answer.text);
  revive?.(data, answer.text);
  const { __type, code, message, Message, ...fields } = data;
  const given = answer.headers['x-amzn-errortype'] ?? __type ?? code;
  const name =
    String(Array.isArray(given) ? given[0] : (given ?? 'Unknown'))
      .split(',')[0]
      ?.split(':')[0]
      ?.split('#')
      .at(-1) ?? 'Unknown';
  return { name, message: texts(message, Message)[0] ?? 'UnknownError', fields };
}

const texts = (...values: unknown[]): string[] => values.filter((value) => typeof value === 'string');

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    // A proxy's page, or nothing: what matters is in the status.
    return {};
  }
}
