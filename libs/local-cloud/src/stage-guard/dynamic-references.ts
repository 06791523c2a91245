import type { SSMClientConfig } from '@aws-sdk/client-ssm';
import type { Provider } from './framework.ts';

/** CloudFormation's reference to a parameter: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-ssm.html */
const REFERENCE = /\{\{resolve:ssm:([\w./-]+)\}\}/g;

/**
 * Puts into the environment what its references to parameters of SSM stand for. CloudFormation does so when a function is deployed; the
 * framework's `invoke local` resolves nothing but `Ref` and `Fn::ImportValue`.
 * @throws Error that names the variable and the parameter that cannot be had
 */
export async function resolveReferences(
  provider: Pick<Provider, 'getAwsSdkV3Config'>,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  const referring = Object.entries(environment).filter(([, value = '']) => value.includes('{{resolve:ssm:'));
  if (referring.length === 0) return;
  // Every command of the framework loads this file, and next to none needs the client.
  const { GetParameterCommand, SSMClient } = await import('@aws-sdk/client-ssm');
  // Meant for the SDK's clients; the framework has no types.
  const ssm = new SSMClient((await provider.getAwsSdkV3Config()) as SSMClientConfig);
  for (const [variable, value = ''] of referring) {
    let resolved = value;
    for (const [reference, name = ''] of value.matchAll(REFERENCE)) {
      const { Parameter } = await ssm.send(new GetParameterCommand({ Name: name })).catch((cause: Error) => {
        throw Object.assign(new Error(`${variable} is the parameter ${name}: ${cause.message}`, { cause }), {
          name: 'ServerlessError', // printed without a stack
        });
      });
      resolved = resolved.replace(reference, () => Parameter?.Value ?? '');
    }
    environment[variable] = resolved;
  }
}
