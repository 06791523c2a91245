import type { Failure } from './failure.ts';
import type { Answer } from './http.ts';
import type { ServiceException } from './service-exception.ts';

/**
 * What the small client must know of an AWS service. Protocols: `awsJson1_0`, `awsJson1_1`; of `restJson1` what has a path and a body alone;
 * `awsQuery` with `failure` and commands that write forms and read XML.
 */
export interface Service {
  /** As in the environment variable `AWS_ENDPOINT_URL_<ID>`. */
  readonly id: string;
  /** Name in a signature's scope, and first label of the host unless that is given. */
  readonly signingName: string;
  /** First label of the host, when it is another. */
  readonly hostPrefix?: string;
  /** Of a body, when there is one: `application/x-amz-json-1.0`, `application/x-amz-json-1.1`, `application/json` and others. */
  readonly contentType: string;
  /** Before the operation in the header `X-Amz-Target`; none for `restJson1`, where a command has a path. */
  readonly target?: string;
  /** Headers that every call has besides. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Tries of one call in all, and the base of their delay in milliseconds: the SDK's own defaults for the service. */
  readonly maxAttempts: number;
  readonly baseDelay: number;
  /** Classes of the errors that the service is known to answer with, by name. */
  readonly exceptions: Readonly<Record<string, typeof ServiceException>>;
  /** The class of all others. */
  readonly exception: typeof ServiceException;
  /** Undoes what JSON cannot say in an answer (bytes), in place. */
  readonly revive?: (answer: object, text: string) => void;
  /** Reads the answer of a call that failed, where more than JSON is to be read. */
  readonly failure?: (answer: Answer) => Failure;
}
