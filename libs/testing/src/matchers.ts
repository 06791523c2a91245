/**
 * Jest `setupFilesAfterEnv`: what an API test says most often, in one word.
 *
 * @example expect(await call(event)).toBeProblem(409, 'handle-taken');
 */
expect.extend({
  toBeProblem(received: unknown, status: number, type: string) {
    const faults = faultsOf(received, status, type);
    return {
      pass: faults.length === 0,
      message: () =>
        faults.length === 0
          ? `Expected an answer other than the problem ${status} ${type}.`
          : `Expected the problem ${status} ${type}:\n- ${faults.join('\n- ')}\n\nReceived: ${this.utils.printReceived(received)}`,
    };
  },
});

/** An answer as a Lambda function gives it (`statusCode`) or as it comes over HTTP, its body already read (`status`). */
export type ProblemResponse = {
  statusCode?: number | undefined;
  status?: number | undefined;
  headers?: unknown;
  body?: unknown;
};

const faultsOf = (received: unknown, status: number, type: string): string[] => {
  if (typeof received !== 'object' || received === null) return ['is not an HTTP response'];
  const { statusCode, status: httpStatus, headers, body }: ProblemResponse = received;
  const faults: string[] = [];
  const actual = statusCode ?? httpStatus;
  if (actual !== status) faults.push(`status is ${String(actual)}`);

  const contentType = headerOf(headers, 'content-type');
  if (!/^application\/problem\+json(;|$)/.test(contentType ?? ''))
    faults.push(`content type is ${String(contentType)}, not application/problem+json`);

  const problem = parsed(body);
  if (problem === undefined) return [...faults, 'body is not a JSON object'];
  if (problem['status'] !== status) faults.push(`status inside the body is ${String(problem['status'])}`);
  const actualType = problem['type'];
  if (
    typeof actualType !== 'string' ||
    !(actualType === type || actualType.endsWith(`/${type}`) || actualType.endsWith(`:${type}`))
  )
    faults.push(`type is ${String(actualType)}, which does not end in ${type}`);
  if (typeof problem['title'] !== 'string' || problem['title'] === '') faults.push('title is missing');
  if ('stack' in problem) faults.push('the body shows a stack');
  return faults;
};

/** Header names are compared without case, in a record, a Headers object or a list of pairs. */
const headerOf = (headers: unknown, name: string): string | undefined => {
  if (typeof headers !== 'object' || headers === null) return undefined;
  const pairs: Iterable<unknown> =
    Symbol.iterator in headers ? (headers as Iterable<unknown>) : Object.entries(headers);
  for (const pair of pairs) if (Array.isArray(pair) && String(pair[0]).toLowerCase() === name) return String(pair[1]);
  return undefined;
};

const parsed = (body: unknown): Record<string, unknown> | undefined => {
  let value = body;
  if (typeof body === 'string') {
    try {
      value = JSON.parse(body);
    } catch {
      return undefined;
    }
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
};

declare global {
  // The name and the shape are those of @types/jest, into which this merges.
  // oxlint-disable-next-line typescript/no-namespace
  namespace jest {
    interface Matchers<R> {
      /** RFC 9457: this status in the answer and in its body, `application/problem+json`, and a `type` that ends in this slug. */
      toBeProblem(status: number, type: string): R;
    }
  }
}
