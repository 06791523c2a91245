import { SmallClient, type SmallClientConfig, type SmallCommand } from '../aws/small-client.ts';
import { ServiceException } from '../aws/service-exception.ts';

export class EventBridgeServiceException extends ServiceException {}
export class InternalException extends EventBridgeServiceException {}
export class ResourceNotFoundException extends EventBridgeServiceException {}

/** In the place of `@aws-sdk/client-eventbridge` in bundles: PutEvents. Rules and buses are made by CloudFormation. */
export class EventBridgeClient extends SmallClient {
  constructor(config?: SmallClientConfig) {
    super(
      {
        id: 'EventBridge',
        signingName: 'events',
        target: 'AWSEvents',
        contentType: 'application/x-amz-json-1.1',
        maxAttempts: 3,
        baseDelay: 50,
        exceptions: { InternalException, ResourceNotFoundException },
        exception: EventBridgeServiceException,
      },
      config,
    );
  }
}

interface PutEventsInput {
  readonly Entries: readonly ({ readonly Time?: Date } & Readonly<Record<string, unknown>>)[];
}

export class PutEventsCommand implements SmallCommand {
  readonly operation = 'PutEvents';
  readonly input: PutEventsInput;

  constructor(input: PutEventsInput) {
    this.input = input;
  }

  /** Times are seconds since 1970 on the wire. */
  wire(): unknown {
    const Entries = this.input.Entries.map(({ Time, ...entry }) => ({
      ...entry,
      ...(Time ? { Time: Time.getTime() / 1000 } : {}),
    }));
    return { ...this.input, Entries };
  }
}
