/** What the SDK adds to every answer and error. */
export interface ResponseMetadata {
  httpStatusCode?: number;
  requestId?: string;
  attempts?: number;
  totalRetryDelay?: number;
  /** The service refused the time of the call, and the next one is made by its clock. */
  clockSkewCorrected?: boolean;
}

interface Options {
  readonly name: string;
  readonly message: string;
  readonly $fault: 'client' | 'server';
  readonly $metadata: ResponseMetadata;
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** An error that an AWS service answered with: `name` is its code; further members of the answer are properties of it. */
export class ServiceException extends Error {
  readonly $fault: 'client' | 'server';
  readonly $metadata: ResponseMetadata;

  constructor({ name, message, $fault, $metadata, fields = {} }: Options) {
    super(message);
    Object.assign(this, fields);
    this.name = name;
    this.$fault = $fault;
    this.$metadata = $metadata;
  }
}
