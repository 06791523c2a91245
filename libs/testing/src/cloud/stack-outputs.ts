import {
  CloudFormationClient,
  type CloudFormationClientConfig,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { TestRunError } from '../run/ask.ts';

/** Reads outputs of the services' stacks, each stack once. */
export const stackOutputs = (stage: string, config: CloudFormationClientConfig) => {
  const client = new CloudFormationClient(config);
  const stacks = new Map<string, Promise<ReadonlyMap<string, string>>>();

  const read = async (stack: string): Promise<ReadonlyMap<string, string>> => {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stack }));
    return new Map(Stacks.flatMap(({ Outputs = [] }) => Outputs).map((o) => [o.OutputKey ?? '', o.OutputValue ?? '']));
  };

  return async (service: string, name: string): Promise<string> => {
    const stack = `${service}-${stage}`;
    if (!stacks.has(stack)) stacks.set(stack, read(stack));
    const outputs = await stacks.get(stack);
    const value = outputs?.get(name);
    if (value === undefined)
      throw new TestRunError(
        `The stack ${stack} has no output ${name}: it has ${[...(outputs?.keys() ?? [])].join(', ')}.`,
      );
    return value;
  };
};
