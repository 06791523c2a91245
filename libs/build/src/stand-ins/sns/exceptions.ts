import { ServiceException } from '../aws/service-exception.ts';

/** Errors of SNS, as in the SDK: `instanceof`, `name`, `Code` as it was on the wire. */
export class SNSServiceException extends ServiceException {}

export class AuthorizationErrorException extends SNSServiceException {}
export class BatchEntryIdsNotDistinctException extends SNSServiceException {}
export class BatchRequestTooLongException extends SNSServiceException {}
export class EmptyBatchRequestException extends SNSServiceException {}
export class EndpointDisabledException extends SNSServiceException {}
export class InternalErrorException extends SNSServiceException {}
export class InvalidBatchEntryIdException extends SNSServiceException {}
export class InvalidParameterException extends SNSServiceException {}
export class InvalidParameterValueException extends SNSServiceException {}
export class InvalidSecurityException extends SNSServiceException {}
export class KMSAccessDeniedException extends SNSServiceException {}
export class KMSDisabledException extends SNSServiceException {}
export class KMSInvalidStateException extends SNSServiceException {}
export class KMSNotFoundException extends SNSServiceException {}
export class KMSOptInRequired extends SNSServiceException {}
export class KMSThrottlingException extends SNSServiceException {}
export class NotFoundException extends SNSServiceException {}
export class PlatformApplicationDisabledException extends SNSServiceException {}
export class ThrottledException extends SNSServiceException {}
export class TooManyEntriesInBatchRequestException extends SNSServiceException {}
export class ValidationException extends SNSServiceException {}

export const exceptions = {
  AuthorizationErrorException,
  BatchEntryIdsNotDistinctException,
  BatchRequestTooLongException,
  EmptyBatchRequestException,
  EndpointDisabledException,
  InternalErrorException,
  InvalidBatchEntryIdException,
  InvalidParameterException,
  InvalidParameterValueException,
  InvalidSecurityException,
  KMSAccessDeniedException,
  KMSDisabledException,
  KMSInvalidStateException,
  KMSNotFoundException,
  KMSOptInRequired,
  KMSThrottlingException,
  NotFoundException,
  PlatformApplicationDisabledException,
  ThrottledException,
  TooManyEntriesInBatchRequestException,
  ValidationException,
};
