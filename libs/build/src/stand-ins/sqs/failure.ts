import { type Failure, jsonFailure } from '../aws/failure.ts';
import type { Answer } from '../aws/http.ts';

/** Codes of the older protocol that are not `AWS.SimpleQueueService.` and the SDK's name, or `KMS.<Name>Exception` for `Kms<Name>`. */
const IRREGULAR: Readonly<Record<string, string>> = {
  'AWS.SimpleQueueService.NonExistentQueue': 'QueueDoesNotExist',
  'KMS.ThrottlingException': 'KmsThrottled',
};

/**
 * What SQS says of a call that it did not do: the name is that of its older protocol, as in the SDK, where SQS gives it.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#awsquerycompatible-trait
 */
export function sqsFailure(answer: Answer): Failure {
  const { name, message, fields } = jsonFailure(answer);
  const { 'x-amzn-query-error': query, 'x-amzn-requestid': RequestId } = answer.headers;
  const more = RequestId === undefined ? fields : { ...fields, RequestId };
  if (typeof query !== 'string') return { name, message, fields: { ...more, Error: {} } };
  const [Code = name, Type] = query.split(';');
  return {
    name:
      IRREGULAR[Code] ?? Code.replace(/^AWS\.SimpleQueueService\./, '').replace(/^KMS\.(\w+?)(Exception)?$/, 'Kms$1'),
    message,
    fields: { ...more, Code, Type, Error: { Type, Code, Message: message } },
  };
}
