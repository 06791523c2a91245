import type { ServiceException } from './service-exception.ts';

/** What the small client must know of an AWS service that speaks JSON over POST (protocols `awsJson1_0` and `awsJson1_1`). */
export interface Service {
  /** As in the environment variable `AWS_ENDPOINT_URL_<ID>`. */
  readonly id: string;
  /** Name in a signature's scope, and first label of the host. */
  readonly signingName: string;
  /** Before the operation in the header `X-Amz-Target`. */
  readonly target: string;
  readonly jsonVersion: '1.0' | '1.1';
  /** Tries of one call in all, and the base of their delay in milliseconds: the SDK's own defaults for the service. */
  readonly maxAttempts: number;
  readonly baseDelay: number;
  /** Classes of the errors that the service is known to answer with, by name. */
  readonly exceptions: Readonly<Record<string, typeof ServiceException>>;
  /** The class of all others. */
  readonly exception: typeof ServiceException;
  /** Undoes what JSON cannot say in an answer (bytes), in place. */
  readonly revive?: (answer: object, text: string) => void;
}
