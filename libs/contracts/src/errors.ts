import { boundedDetails, type Details } from './details.ts';

/** One thing that is wrong with a request: where (JSON pointer into `/body`, `/params`, `/query` or `/headers`), which rule, and what to do. Never the value itself. */
export interface Violation {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

export interface FailureOptions {
  readonly cause?: unknown;
  /** What is wrong, place by place; at most 20 are told to the caller. */
  readonly errors?: readonly Violation[];
  /** Seconds after which a further try makes sense; sent as `Retry-After`. */
  readonly retryAfter?: number;
  /** Further members of the problem (RFC 9457, 3.2), under `details`: the numbers of a quota, the id of what stands in the way. Bounded; holds no personal data. */
  readonly details?: Details;
}

/**
 * An error whose meaning the caller should learn. Over HTTP it becomes `application/problem+json` (RFC 9457) with `status`;
 * from a queue or a stream `permanent` decides: true goes to the dead-letter queue at once, false is tried again.
 */
export abstract class Failure extends Error {
  abstract readonly status: number;
  readonly permanent: boolean = true;
  readonly type: string;
  readonly title: string;
  readonly errors: readonly Violation[] | undefined;
  readonly retryAfter: number | undefined;
  readonly details: Details | undefined;

  /**
   * @param type stable slug of the problem, such as `handle-taken`: clients match on it, so it never changes
   * @param title one sentence for a person; holds no personal data and no value that the caller sent
   */
  constructor(type: string, title: string, { cause, errors, retryAfter, details }: FailureOptions = {}) {
    super(title, { cause });
    this.type = type;
    this.title = title;
    this.name = new.target.name;
    this.errors = errors;
    this.retryAfter = retryAfter;
    this.details = details && boundedDetails(details);
  }
}

/** 400: the request cannot be understood. */
export class BadRequest extends Failure {
  readonly status = 400;
}

/** 401: no valid token. */
export class Unauthorized extends Failure {
  readonly status = 401;
}

/** 403: a valid token, but not for this. */
export class Forbidden extends Failure {
  readonly status = 403;
}

/** 404: there is nothing here, or nothing that this caller may know of. */
export class NotFound extends Failure {
  readonly status = 404;
}

/** 409: the request contradicts the present state. */
export class Conflict extends Failure {
  readonly status = 409;
}

/** 412: `If-Match` names a version that is no longer the present one. */
export class PreconditionFailed extends Failure {
  readonly status = 412;
}

/** 413: the body is larger than this API takes. */
export class PayloadTooLarge extends Failure {
  readonly status = 413;
}

/** 415: the body is of a type that this API does not read. */
export class UnsupportedMediaType extends Failure {
  readonly status = 415;
}

/** 422: understood, but against a rule. */
export class Unprocessable extends Failure {
  readonly status = 422;
}

/** 429: too many requests from this caller. */
export class TooManyRequests extends Failure {
  readonly status = 429;
}

/** 503: something that we call does not answer well at the moment; the same request may succeed later. */
export class Retryable extends Failure {
  readonly status = 503;
  override readonly permanent = false;
}
