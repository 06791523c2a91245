import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetRolePolicyCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  paginateListFunctions,
  UpdateEventSourceMappingCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { deployAll, startEngine } from '@libs/local-cloud';

/** One permission of a role: an action on a resource. */
export interface Permission {
  readonly action: string;
  readonly resource: string;
}

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

/** All services, deployed on an engine of this test's own: its roles are about to be taken apart. */
export type Cloud = Awaited<ReturnType<typeof startCloud>>;

export async function startCloud() {
  const state = mkdtempSync(join(tmpdir(), 'longhouse-roles-'));
  const engine = await startEngine({ state, running: '' });
  await deployAll({ endpoint: engine.endpoint });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const options = { endpoint: engine.endpoint, region: 'eu-central-1', credentials };
  const [lambda, iam, logs] = [new LambdaClient(options), new IAMClient(options), new CloudWatchLogsClient(options)];

  // These three remove the same files, and are told of them at the same time: what one has removed, the others need no permission for.
  for (const fn of ['make-renditions', 'analyze-image', 'erase-image']) await detach(`images-local-${fn}`);

  /** From now on a function gets what a way hands to it, and nothing from its queue. */
  async function detach(FunctionName: string): Promise<void> {
    const { EventSourceMappings = [] } = await lambda.send(new ListEventSourceMappingsCommand({ FunctionName }));
    for (const { UUID } of EventSourceMappings) {
      await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }));
    }
  }

  async function roleOf(fn: string): Promise<string> {
    const { Role = '' } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: fn }));
    return Role.split('/').at(-1) ?? '';
  }

  async function refusals(fn: string, since: number): Promise<string[]> {
    const { events = [] } = await logs.send(
      new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${fn}`, startTime: since }),
    );
    return events.flatMap(({ message = '' }) =>
      [...message.matchAll(/not authorized to perform: (\S+(?: on resource: \S+)?)/g)].map(([, what]) => what ?? ''),
    );
  }

  return {
    /** For the constructor of any SDK client. */
    aws: options,

    /** The names of all functions. */
    async functions(): Promise<string[]> {
      const names: string[] = [];
      for await (const { Functions = [] } of paginateListFunctions({ client: lambda }, {})) {
        names.push(...Functions.map(({ FunctionName = '' }) => FunctionName));
      }
      return names;
    },

    /** What a function answers; an error of the function is thrown. */
    async invoke(fn: string, event: unknown): Promise<unknown> {
      const Payload = Buffer.from(JSON.stringify(event));
      const answer = await lambda.send(new InvokeCommand({ FunctionName: fn, Payload }));
      const text = Buffer.from(answer.Payload ?? []).toString();
      if (answer.FunctionError !== undefined) throw new Error(`${fn}: ${text.slice(0, 500)}`);
      return JSON.parse(text === '' ? 'null' : text) as unknown;
    },

    /** The next invocation is the first of a new process, which knows nothing of a key that another has read. */
    async forget(fn: string): Promise<void> {
      const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: fn }));
      const Variables = { ...Environment?.Variables, FORGOTTEN_AT: String(Date.now()) };
      await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: fn, Environment: { Variables } }));
    },

    /** Every action on every resource that the function's role allows. */
    async permissionsOf(fn: string): Promise<Permission[]> {
      const RoleName = await roleOf(fn);
      const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: 'calls' }));
      const { Statement } = JSON.parse(decodeURIComponent(PolicyDocument)) as { Statement: Statement[] };
      return Statement.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action, Resource }) =>
        [Action].flat().flatMap((action) => [Resource].flat().map((resource) => ({ action, resource }))),
      );
    },

    async allow(fn: string, permissions: readonly Permission[]): Promise<void> {
      const Statement = permissions.map(({ action, resource }) => ({
        Effect: 'Allow',
        Action: action,
        Resource: resource,
      }));
      const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
      await iam.send(new PutRolePolicyCommand({ RoleName: await roleOf(fn), PolicyName: 'calls', PolicyDocument }));
    },

    /** Whether the function was refused an action since a time, by its log; where the refusal names the resource, on that one. */
    async wasRefused(fn: string, { action, resource }: Permission, since: number): Promise<boolean> {
      const lines = await refusals(fn, since);
      return lines.some((line) => line === action || line === `${action} on resource: ${resource}`);
    },

    /** `dynamodb:GetItem on resource: arn:…`; some refusals name no resource. */
    refusals,

    async stop(): Promise<void> {
      await engine.stop();
      rmSync(state, { recursive: true, force: true });
    },
  };
}
