import { randomUUID } from 'node:crypto';
import type { Answer, Fault } from './fault.ts';
import { SNS_NAMESPACE, xml } from './xml.ts';

/** How each service says no: where its error type goes, and the words it uses for throttling and for its own failure. */
interface Dialect {
  readonly contentType: string;
  /** Put before the code in `__type`. */
  readonly namespace: string;
  readonly throttled: readonly [code: string, status: number, message: string];
  readonly failed: readonly [code: string, status: number, message: string];
}

const json10 = 'application/x-amz-json-1.0';
const json11 = 'application/x-amz-json-1.1';

// Codes and statuses: "Common errors" and "Errors" of each service's API reference.
const dialects: Readonly<Record<string, Dialect>> = {
  DynamoDB: {
    contentType: json10,
    namespace: 'com.amazonaws.dynamodb.v20120810#',
    throttled: [
      'ProvisionedThroughputExceededException',
      400,
      'The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.',
    ],
    failed: ['InternalServerError', 500, 'Internal server error'],
  },
  SQS: {
    contentType: json10,
    namespace: 'com.amazonaws.sqs#',
    throttled: ['RequestThrottled', 400, 'Request is throttled.'],
    failed: ['InternalFailure', 500, 'We encountered an internal error. Please try again.'],
  },
  EventBridge: {
    contentType: json11,
    namespace: '',
    throttled: ['ThrottlingException', 400, 'Rate exceeded'],
    failed: ['InternalException', 500, 'Internal error'],
  },
  Cognito: {
    contentType: json11,
    namespace: '',
    throttled: ['TooManyRequestsException', 400, 'Rate exceeded'],
    failed: ['InternalErrorException', 500, 'Internal error'],
  },
  SESv2: {
    contentType: 'application/json',
    namespace: '',
    throttled: ['TooManyRequestsException', 429, 'Maximum sending rate exceeded.'],
    failed: ['InternalServiceErrorException', 500, 'Service error'],
  },
  SNS: {
    contentType: 'text/xml',
    namespace: '',
    throttled: ['Throttling', 400, 'Rate exceeded'],
    failed: ['InternalError', 500, 'Internal error'],
  },
  SecretsManager: {
    contentType: json11,
    namespace: '',
    throttled: ['ThrottlingException', 400, 'Rate exceeded'],
    failed: ['InternalServiceError', 500, 'An error occurred on the server side.'],
  },
  ApiGatewayManagementApi: {
    contentType: 'application/json',
    namespace: '',
    throttled: ['LimitExceededException', 429, 'Too Many Requests'],
    failed: ['InternalServerErrorException', 500, 'Internal server error'],
  },
  S3: {
    contentType: 'application/xml',
    namespace: '',
    throttled: ['SlowDown', 503, 'Please reduce your request rate.'],
    failed: ['InternalError', 500, 'We encountered an internal error. Please try again.'],
  },
};

const other: Dialect = {
  contentType: json11,
  namespace: '',
  throttled: ['ThrottlingException', 400, 'Rate exceeded'],
  failed: ['InternalFailure', 500, 'Internal failure'],
};

/** The account is over its rate: the service's own code, which the SDK tries again with backoff. */
export const throttle = (): Fault => ({
  name: 'throttle',
  meet: ({ call, answer }) => answer(refusal(call.operation, ...dialectOf(call.operation).throttled)),
});

/** The service itself fails with 500: tried again by the SDK. */
export const fail = (): Fault => ({
  name: 'fail',
  meet: ({ call, answer }) => answer(refusal(call.operation, ...dialectOf(call.operation).failed)),
});

/**
 * Any other refusal by its code, in the form of the service that is called.
 * @param code as in the service's API reference, without a namespace
 * @example proxy.inject('SESv2.SendEmail', refuse('MessageRejected', 'Email address is not verified.'))
 */
export const refuse = (code: string, message: string, { status = 400, extra = {} } = {}): Fault => ({
  name: code,
  meet: ({ call, answer }) => answer(refusal(call.operation, code, status, message, extra)),
});

/** An error answer of the service that the operation belongs to; `extra` are further members of its body. */
export const refusal = (
  operation: string,
  code: string,
  status: number,
  message: string,
  extra: object = {},
): Answer => {
  const { contentType, namespace } = dialectOf(operation);
  const rest = contentType === 'application/json';
  return {
    status,
    headers: {
      'content-type': contentType,
      'x-amzn-requestid': randomUUID(),
      // REST protocols name the error in a header, SQS repeats the code of its old query protocol in one.
      ...(rest && { 'x-amzn-errortype': code }),
      ...(operation.startsWith('SQS.') && { 'x-amzn-query-error': `${code};${status < 500 ? 'Sender' : 'Receiver'}` }),
    },
    body: Buffer.from(
      contentType.endsWith('/xml')
        ? xmlRefusal(operation, code, status, message)
        : JSON.stringify({ ...(!rest && { __type: `${namespace}${code}` }), message, ...extra }),
    ),
  };
};

/** S3 has a form of its own; the query protocol wraps the error: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
const xmlRefusal = (operation: string, code: string, status: number, message: string): string => {
  const content = `<Code>${xml(code)}</Code><Message>${xml(message)}</Message>`;
  if (operation.startsWith('S3.')) return `<?xml version="1.0" encoding="UTF-8"?><Error>${content}</Error>`;
  const type = status < 500 ? 'Sender' : 'Receiver';
  return `<ErrorResponse xmlns="${SNS_NAMESPACE}"><Error><Type>${type}</Type>${content}</Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`;
};

const dialectOf = (operation: string): Dialect => dialects[operation.split('.')[0] ?? ''] ?? other;
