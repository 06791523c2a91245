import {
  type CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  type Stack,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { StackFailed } from './errors.ts';

/** Milliseconds between two looks at a stack that is being made: the engine takes 50 to 300 for all of it. */
const interval = 25;

/** Milliseconds after which a stack is given up. */
const patience = 120_000;

/** What a stack shall be. */
export interface StackTarget {
  name: string;
  /** The text itself, up to 51,200 bytes, or where it is in a bucket, up to 1 MB (quotas of CloudFormation). */
  template: { TemplateBody: string } | { TemplateURL: string };
  tags: Record<string, string>;
}

/** The stack as it is, once nobody works on it; undefined when there is none. */
export async function describeStack(client: CloudFormationClient, name: string): Promise<Stack | undefined> {
  for (const deadline = Date.now() + patience; ; ) {
    const stack = await lookAt(client, name);
    if (!stack?.StackStatus?.endsWith('_IN_PROGRESS')) return stack;
    if (Date.now() > deadline) throw new StackFailed(`${name} has been ${stack.StackStatus} for ${patience / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, interval));
  }
}

/** Creates the stack, in place of one that never came to be (which CloudFormation keeps, but does not update). @throws StackFailed */
export async function createStack(client: CloudFormationClient, target: StackTarget, failed?: Stack): Promise<Stack> {
  if (failed) {
    await client.send(new DeleteStackCommand({ StackName: target.name }));
    await describeStack(client, target.name);
  }
  await client.send(new CreateStackCommand(input(target)));
  return settled(client, target.name, 'CREATE_COMPLETE');
}

/** @throws StackFailed */
export async function updateStack(client: CloudFormationClient, target: StackTarget): Promise<Stack> {
  try {
    await client.send(new UpdateStackCommand(input(target)));
  } catch (error) {
    if (!(error instanceof Error && /No updates/i.test(error.message))) throw refused(target.name, error);
    return settled(client, target.name, 'UPDATE_COMPLETE', 'CREATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE');
  }
  return settled(client, target.name, 'UPDATE_COMPLETE');
}

/** A stack in one of these states was never complete: it can only be deleted. */
export function neverComplete({ StackStatus }: Stack): boolean {
  return /^(ROLLBACK_|CREATE_FAILED|DELETE_FAILED|REVIEW_)/.test(String(StackStatus));
}

function input({ name, template, tags }: StackTarget) {
  return {
    StackName: name,
    ...template,
    Capabilities: ['CAPABILITY_IAM' as const, 'CAPABILITY_NAMED_IAM' as const],
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  };
}

async function settled(client: CloudFormationClient, name: string, ...good: string[]): Promise<Stack> {
  const stack = await describeStack(client, name);
  if (stack?.StackStatus && good.includes(stack.StackStatus)) return stack;
  const reasons = await reasonsOf(client, name);
  throw new StackFailed(
    `${name} is ${stack?.StackStatus ?? 'gone'}:\n${reasons || (stack?.StackStatusReason ?? '  no reason was given')}`,
  );
}

/** A line for each resource that failed by itself, not for those that were cancelled because of it. */
async function reasonsOf(client: CloudFormationClient, name: string): Promise<string> {
  const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName: name }));
  // The newest are first; those before this attempt are another's.
  const begin = StackEvents.findIndex(
    ({ LogicalResourceId, ResourceStatus = '' }) =>
      LogicalResourceId === name && /^(CREATE|UPDATE)_IN_PROGRESS$/.test(ResourceStatus),
  );
  const failures = StackEvents.slice(0, begin >>> 0).filter(
    ({ ResourceStatus = '', ResourceStatusReason: reason = '', LogicalResourceId }) =>
      ResourceStatus.endsWith('_FAILED') && LogicalResourceId !== name && !/cancelled/i.test(reason),
  );
  return failures
    .map((event) => `  ${event.LogicalResourceId} (${event.ResourceType}): ${event.ResourceStatusReason}`)
    .join('\n');
}

async function lookAt(client: CloudFormationClient, name: string): Promise<Stack | undefined> {
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
    return Stacks.find(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE');
  } catch (error) {
    if (error instanceof Error && /does not exist/.test(error.message)) return undefined;
    throw error;
  }
}

function refused(name: string, error: unknown): StackFailed {
  return new StackFailed(`${name} was refused: ${error instanceof Error ? error.message : String(error)}`, {
    cause: error,
  });
}
