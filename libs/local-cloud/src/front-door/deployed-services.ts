import {
  CloudFormationClient,
  GetTemplateCommand,
  type Stack,
  paginateDescribeStacks,
} from '@aws-sdk/client-cloudformation';
import { claims } from './claims.ts';
import { localClient } from './local-client.ts';
import { socketDestination } from './sockets/socket-path.ts';
import { readTemplate, type TemplateParts } from './read-template.ts';

/** A service as it is deployed now. */
export interface DeployedService extends TemplateParts {
  name: string;
  /** CloudFormation's, such as `UPDATE_COMPLETE`. */
  status: string;
  outputs: Readonly<Record<string, string>>;
  /** The engine's path of its WebSocket API. */
  socket?: string;
}

/** Milliseconds that an answer is kept: pages that look twice a second then cost one look. */
const fresh = 1_000;

/** The services of one stage, read from the stacks `<service>-<stage>` when somebody asks. */
export class DeployedServices {
  readonly #client: CloudFormationClient;
  readonly #suffix: string;
  readonly #templates = new Map<string, { version: string; parts: TemplateParts }>();
  #claims: ReturnType<typeof claims> = new Map();
  #last: { at: number; services: Promise<DeployedService[]> } | undefined;

  constructor(endpoint: string, stage = 'local') {
    this.#suffix = `-${stage}`;
    this.#client = new CloudFormationClient(localClient(endpoint));
  }

  /** By name, at most a second old. Rejects when the engine does not answer. */
  list(): Promise<DeployedService[]> {
    if (this.#last && Date.now() - this.#last.at < fresh) return this.#last.services;
    const services = this.#read();
    this.#last = { at: Date.now(), services };
    services.catch(() => (this.#last = undefined));
    return services;
  }

  /**
   * Names of the services that are reached below this first part of a path: one, or none, or more by mistake. What was there once is not looked
   * up again, so that calls cost nothing; what was not is looked up each time, since it may have been deployed a moment ago.
   */
  async claimants(path: string): Promise<readonly string[]> {
    if (this.#claims.get(path)?.length !== 1) await this.#read();
    return this.#claims.get(path) ?? [];
  }

  close(): void {
    this.#client.destroy();
  }

  async #read(): Promise<DeployedService[]> {
    const stacks: Stack[] = [];
    for await (const page of paginateDescribeStacks({ client: this.#client }, {})) stacks.push(...(page.Stacks ?? []));
    const ours = stacks.filter(
      ({ StackName = '', StackStatus = '' }) => StackName.endsWith(this.#suffix) && !StackStatus.startsWith('DELETE_'),
    );
    const services = await Promise.all(ours.map((stack) => this.#service(stack)));
    this.#claims = claims(services);
    return services.sort((a, b) => a.name.localeCompare(b.name));
  }

  async #service(stack: Stack): Promise<DeployedService> {
    const { StackName = '', StackStatus = '', LastUpdatedTime, CreationTime } = stack;
    const version = `${StackStatus} ${(LastUpdatedTime ?? CreationTime)?.toISOString()}`;
    const known = this.#templates.get(StackName);
    const parts = known?.version === version ? known.parts : await this.#parts(StackName);
    this.#templates.set(StackName, { version, parts });
    const outputs: Record<string, string> = {};
    for (const { OutputKey = '', OutputValue = '' } of stack.Outputs ?? []) outputs[OutputKey] = OutputValue;
    const socket = socketDestination(outputs['SocketUrl']);
    return {
      ...parts,
      name: StackName.slice(0, -this.#suffix.length),
      status: StackStatus,
      outputs,
      ...(socket !== undefined && { socket }),
    };
  }

  async #parts(stackName: string): Promise<TemplateParts> {
    const { TemplateBody = '{}' } = await this.#client.send(new GetTemplateCommand({ StackName: stackName }));
    return readTemplate(TemplateBody);
  }
}
