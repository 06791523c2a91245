import { type TSchema, TypeGuard } from '@sinclair/typebox';

/** 302: no body; the code gives the address by `redirect()`. */
export type Status = 200 | 201 | 202 | 204 | 302;

/** What the body of an answer is; problems are `application/problem+json` always. */
export type MediaType = 'application/json' | 'text/html';

interface Answer {
  readonly status: Status;
  readonly produces: MediaType;
  readonly response?: TSchema | undefined;
  readonly versioned?: boolean | undefined;
}

/** @throws TypeError when the parts of a route's answer contradict each other */
export function assertAnswer({ status, produces, response, versioned }: Answer, where: string): void {
  if (status === 302) {
    check(!response && !versioned && produces === 'application/json', where, 'a redirect has no response of its own');
  } else if (produces === 'text/html') {
    check(response !== undefined && TypeGuard.IsString(response), where, 'text/html needs a string as response');
    check(!versioned, where, 'a page has no version');
  }
}

function check(holds: boolean, where: string, what: string): void {
  if (!holds) throw new TypeError(`${where}: ${what}`);
}
