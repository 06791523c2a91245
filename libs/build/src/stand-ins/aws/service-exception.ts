/** What the SDK adds to every answer and error. */
export interface ResponseMetadata {
  httpStatusCode?: number;
  requestId?: string;
  attempts?: number;
  totalRetryDelay?: number;
  /** The service refused the time of the call, and the next one is made by its clock. */
  clockSkewCorrected?: boolean;
}

/** What came over the wire. */
interface RawAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

interface Options {
  readonly name: string;
  readonly message: string;
  readonly $fault: 'client' | 'server';
  readonly $metadata: ResponseMetadata;
  readonly $response: RawAnswer;
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** An error that an AWS service answered with: `name` is its code; further members of the answer are properties of it. */
export class ServiceException extends Error {
  readonly $fault: 'client' | 'server';
  readonly $metadata: ResponseMetadata;
  /** Not enumerable, so that logs leave it out. */
  declare readonly $response: RawAnswer;

  constructor({ name, message, $fault, $metadata, $response, fields = {} }: Options) {
    super(message);
    Object.assign(this, fields);
    this.name = name;
    this.$fault = $fault;
    this.$metadata = $metadata;
    Object.defineProperty(this, '$response', { value: $response });
  }
}
