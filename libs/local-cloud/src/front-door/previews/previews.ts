import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { DeployedServices } from '../deployed-services.ts';
import { localClient } from '../local-client.ts';
import type { Preview, Template } from './preview.ts';

/** The function that makes previews failed, in its words. */
export class PreviewFailed extends Error {
  override name = 'PreviewFailed';
}

/** Asks the function that a service names in its output `TemplatePreviews` what its templates make of sample data. */
export class Previews {
  readonly #lambda: LambdaClient;
  readonly #services: Pick<DeployedServices, 'list'>;

  constructor(endpoint: string, services: Pick<DeployedServices, 'list'>) {
    this.#lambda = new LambdaClient(localClient(endpoint));
    this.#services = services;
  }

  /**
   * All templates; undefined when no service has previews.
   * @throws PreviewFailed
   */
  async templates(): Promise<readonly Template[] | undefined> {
    const found = await this.#ask<{ templates: Template[] }>({});
    return found?.templates;
  }

  /**
   * One template in one locale; undefined when no service has previews.
   * @throws PreviewFailed, for a template or a locale that is unknown too
   */
  preview(kind: string, locale: string): Promise<Preview | undefined> {
    return this.#ask<Preview>({ kind, locale });
  }

  close(): void {
    this.#lambda.destroy();
  }

  async #ask<T>(input: object): Promise<T | undefined> {
    const services = await this.#services.list();
    const name = services.map(({ outputs }) => outputs['TemplatePreviews']).find((one) => one !== undefined);
    if (name === undefined) return undefined;
    const { Payload, FunctionError } = await this.#lambda.send(
      new InvokeCommand({ FunctionName: name, Payload: Buffer.from(JSON.stringify(input)) }),
    );
    const answer: unknown = JSON.parse(Payload?.transformToString() || 'null');
    if (FunctionError !== undefined) throw new PreviewFailed(`${name}: ${reasonOf(answer)}`);
    return answer as T; // the contract of services/notifications/src/functions/preview-template.ts
  }
}

function reasonOf(answer: unknown): string {
  const { errorType = 'Error', errorMessage = 'no reason given' } = Object(answer) as Record<string, string>; // Lambda's error payload
  return `${errorType}: ${errorMessage}`;
}
