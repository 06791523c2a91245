import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { on } from './clients.ts';
import { until } from '../../support/until.ts';

interface Template {
  resources: Record<string, object>;
  outputs?: Record<string, unknown>;
}

/** What became of a stack: its last status with the reason, and its outputs. */
export interface Stack {
  status: string;
  reason: string;
  outputs: Record<string, string>;
}

/** Creates a stack, or updates it when it is there, and waits until it is done, well or not. */
export async function deploy(engine: { endpoint: string }, template: Template, name = 'test'): Promise<Stack> {
  const cloudFormation = new CloudFormationClient(on(engine));
  const outputs = Object.entries(template.outputs ?? {}).map(([key, Value]) => [key, { Value }] as const);
  const input = {
    StackName: name,
    Capabilities: ['CAPABILITY_NAMED_IAM' as const],
    TemplateBody: JSON.stringify({ Resources: template.resources, Outputs: Object.fromEntries(outputs) }),
  };
  try {
    const there = await describe(cloudFormation, name);
    await cloudFormation.send(there ? new UpdateStackCommand(input) : new CreateStackCommand(input));
    return await until(`${name} is deployed`, async () => {
      const stack = await describe(cloudFormation, name);
      return stack?.status.endsWith('_IN_PROGRESS') ? undefined : stack;
    });
  } finally {
    cloudFormation.destroy();
  }
}

async function describe(cloudFormation: CloudFormationClient, name: string): Promise<Stack | undefined> {
  const { Stacks } = await cloudFormation
    .send(new DescribeStacksCommand({ StackName: name }))
    .catch((error: Error) => (error.name === 'ValidationError' ? { Stacks: [] } : Promise.reject(error)));
  const [stack] = Stacks ?? [];
  if (!stack) return undefined;
  const outputs = (stack.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]);
  return {
    status: stack.StackStatus ?? '',
    reason: stack.StackStatusReason ?? '',
    outputs: Object.fromEntries(outputs) as Record<string, string>, // every output has a key and a value
  };
}
