import { formOf, type Maps } from '../aws/form.ts';
import { SmallClient, type SmallClientConfig, type SmallCommand } from '../aws/small-client.ts';
import { childOf, parseXml, textsOf, type XmlElement } from '../aws/xml.ts';
import { exceptions, SNSServiceException } from './exceptions.ts';
import { snsFailure } from './failure.ts';

export * from './exceptions.ts';

/** In the place of `@aws-sdk/client-sns` in bundles: what is published, and endpoints of devices. Topics are made by CloudFormation. */
export class SNSClient extends SmallClient {
  constructor(config?: SmallClientConfig) {
    super(
      {
        id: 'SNS',
        signingName: 'sns',
        contentType: 'application/x-www-form-urlencoded',
        maxAttempts: 3,
        baseDelay: 50,
        exceptions,
        exception: SNSServiceException,
        failure: snsFailure,
      },
      config,
    );
  }
}

const VERSION = '2010-03-31';
const MAPS: Maps = { MessageAttributes: ['Name', 'Value'], Attributes: ['key', 'value'] };

abstract class SNSCommand implements SmallCommand {
  abstract readonly operation: string;
  readonly input: object;

  constructor(input: object) {
    this.input = input;
  }

  wire(): unknown {
    return formOf(this.operation, VERSION, this.input, MAPS);
  }

  read(text: string): Record<string, unknown> {
    const result = childOf(parseXml(text), `${this.operation}Result`);
    return result ? this.output(result) : {};
  }

  /** What the operation answers with, of its `<…Result>`; most answer with nothing. */
  protected output(_result: XmlElement): Record<string, unknown> {
    return {};
  }
}

export class PublishCommand extends SNSCommand {
  readonly operation = 'Publish';

  protected override output(result: XmlElement): Record<string, unknown> {
    return textsOf(result, 'MessageId', 'SequenceNumber');
  }
}

/** Up to 10 entries, 256 KiB in all: https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html */
export class PublishBatchCommand extends SNSCommand {
  readonly operation = 'PublishBatch';

  protected override output(result: XmlElement): Record<string, unknown> {
    const Successful = childOf(result, 'Successful')?.children.map((entry) =>
      textsOf(entry, 'Id', 'MessageId', 'SequenceNumber'),
    );
    const Failed = childOf(result, 'Failed')?.children.map((entry) => ({
      ...textsOf(entry, 'Id', 'Code', 'Message'),
      SenderFault: childOf(entry, 'SenderFault')?.text === 'true',
    }));
    return { ...(Successful ? { Successful } : {}), ...(Failed ? { Failed } : {}) };
  }
}

export class CreatePlatformEndpointCommand extends SNSCommand {
  readonly operation = 'CreatePlatformEndpoint';

  protected override output(result: XmlElement): Record<string, unknown> {
    return textsOf(result, 'EndpointArn');
  }
}

export class DeleteEndpointCommand extends SNSCommand {
  readonly operation = 'DeleteEndpoint';
}

export class SetEndpointAttributesCommand extends SNSCommand {
  readonly operation = 'SetEndpointAttributes';
}

export class GetEndpointAttributesCommand extends SNSCommand {
  readonly operation = 'GetEndpointAttributes';

  protected override output(result: XmlElement): Record<string, unknown> {
    const entries = childOf(result, 'Attributes')?.children.map((entry) => {
      const { key = '', value = '' } = textsOf(entry, 'key', 'value');
      return [key, value] as const;
    });
    return entries ? { Attributes: Object.fromEntries(entries) } : {};
  }
}
