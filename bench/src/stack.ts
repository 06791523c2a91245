import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from 'aws-lambda';

/** What an API under measurement exports: one Lambda function that answers `POST /notes` and `GET /notes/{id}`. */
export interface Stack {
  handler(
    event: APIGatewayProxyEventV2WithJWTAuthorizer,
    context: Context,
  ): Promise<{ statusCode?: number | undefined; body?: string | undefined }>;
  /** The DynamoDB client that it uses, for the measurement with the store stubbed at `send`. */
  client: { send(command: unknown): Promise<unknown> };
  /** What that client answers to a read: plain values or attribute values. */
  stored: 'plain' | 'attributes';
}
