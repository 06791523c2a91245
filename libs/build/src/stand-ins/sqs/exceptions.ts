import { ServiceException } from '../aws/service-exception.ts';

/** Errors of SQS when messages are sent, as in the SDK. */
export class SQSServiceException extends ServiceException {}

export class BatchEntryIdsNotDistinct extends SQSServiceException {}
export class BatchRequestTooLong extends SQSServiceException {}
export class EmptyBatchRequest extends SQSServiceException {}
export class InvalidAddress extends SQSServiceException {}
export class InvalidBatchEntryId extends SQSServiceException {}
export class InvalidMessageContents extends SQSServiceException {}
export class InvalidSecurity extends SQSServiceException {}
export class KmsAccessDenied extends SQSServiceException {}
export class KmsDisabled extends SQSServiceException {}
export class KmsInvalidKeyUsage extends SQSServiceException {}
export class KmsInvalidState extends SQSServiceException {}
export class KmsNotFound extends SQSServiceException {}
export class KmsOptInRequired extends SQSServiceException {}
export class KmsThrottled extends SQSServiceException {}
export class QueueDoesNotExist extends SQSServiceException {}
export class RequestThrottled extends SQSServiceException {}
export class TooManyEntriesInBatchRequest extends SQSServiceException {}
export class UnsupportedOperation extends SQSServiceException {}

export const exceptions = {
  BatchEntryIdsNotDistinct,
  BatchRequestTooLong,
  EmptyBatchRequest,
  InvalidAddress,
  InvalidBatchEntryId,
  InvalidMessageContents,
  InvalidSecurity,
  KmsAccessDenied,
  KmsDisabled,
  KmsInvalidKeyUsage,
  KmsInvalidState,
  KmsNotFound,
  KmsOptInRequired,
  KmsThrottled,
  QueueDoesNotExist,
  RequestThrottled,
  TooManyEntriesInBatchRequest,
  UnsupportedOperation,
};
