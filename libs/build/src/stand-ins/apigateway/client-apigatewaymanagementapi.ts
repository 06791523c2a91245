import { percentEncoded } from '../aws/percent-encoded.ts';
import { ServiceException } from '../aws/service-exception.ts';
import { SmallClient, type SmallClientConfig, type SmallCommand } from '../aws/small-client.ts';

export class ApiGatewayManagementApiServiceException extends ServiceException {}
export class ForbiddenException extends ApiGatewayManagementApiServiceException {}
export class GoneException extends ApiGatewayManagementApiServiceException {}
export class LimitExceededException extends ApiGatewayManagementApiServiceException {}
export class PayloadTooLargeException extends ApiGatewayManagementApiServiceException {}

/** In the place of `@aws-sdk/client-apigatewaymanagementapi` in bundles: PostToConnection, DeleteConnection. The endpoint has a path, the stage. */
export class ApiGatewayManagementApiClient extends SmallClient {
  constructor(config?: SmallClientConfig) {
    super(
      {
        id: 'ApiGatewayManagementApi',
        signingName: 'execute-api',
        contentType: 'application/octet-stream',
        maxAttempts: 3,
        baseDelay: 50,
        exceptions: { ForbiddenException, GoneException, LimitExceededException, PayloadTooLargeException },
        exception: ApiGatewayManagementApiServiceException,
      },
      config,
    );
  }
}

interface ConnectionInput {
  /** Base64, so it ends in `=`. */
  readonly ConnectionId: string | undefined;
}

abstract class ConnectionCommand<Input extends ConnectionInput> implements SmallCommand {
  abstract readonly operation: string;
  readonly input: Input;

  constructor(input: Input) {
    this.input = input;
  }

  get path(): string {
    const { ConnectionId } = this.input;
    if (ConnectionId === undefined) throw new TypeError('No ConnectionId was given');
    return `/@connections/${percentEncoded(ConnectionId)}`;
  }

  abstract wire(): unknown;

  read(): Record<string, unknown> {
    return {};
  }
}

/** Up to 128 KB: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html */
export class PostToConnectionCommand extends ConnectionCommand<
  ConnectionInput & { readonly Data: Uint8Array | string | undefined }
> {
  readonly operation = 'PostToConnection';

  wire(): unknown {
    return this.input.Data;
  }
}

export class DeleteConnectionCommand extends ConnectionCommand<ConnectionInput> {
  readonly operation = 'DeleteConnection';
  readonly method = 'DELETE';

  wire(): unknown {
    return undefined;
  }
}
