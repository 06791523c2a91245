import { ServiceException } from '../aws/service-exception.ts';

/** Errors of DynamoDB, as in the SDK: `instanceof`, `name` and further members (`Item`, `CancellationReasons`) hold alike. */
export class DynamoDBServiceException extends ServiceException {}

export class ConditionalCheckFailedException extends DynamoDBServiceException {}
export class IdempotentParameterMismatchException extends DynamoDBServiceException {}
export class InternalServerError extends DynamoDBServiceException {}
export class ItemCollectionSizeLimitExceededException extends DynamoDBServiceException {}
export class LimitExceededException extends DynamoDBServiceException {}
export class ProvisionedThroughputExceededException extends DynamoDBServiceException {}
export class ReplicatedWriteConflictException extends DynamoDBServiceException {}
export class RequestLimitExceeded extends DynamoDBServiceException {}
export class ResourceNotFoundException extends DynamoDBServiceException {}
export class ThrottlingException extends DynamoDBServiceException {}
export class TransactionCanceledException extends DynamoDBServiceException {}
export class TransactionConflictException extends DynamoDBServiceException {}
export class TransactionInProgressException extends DynamoDBServiceException {}

export const exceptions = {
  ConditionalCheckFailedException,
  IdempotentParameterMismatchException,
  InternalServerError,
  ItemCollectionSizeLimitExceededException,
  LimitExceededException,
  ProvisionedThroughputExceededException,
  ReplicatedWriteConflictException,
  RequestLimitExceeded,
  ResourceNotFoundException,
  ThrottlingException,
  TransactionCanceledException,
  TransactionConflictException,
  TransactionInProgressException,
};
