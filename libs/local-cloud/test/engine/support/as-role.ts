import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { on } from './clients.ts';
import { deploy } from './stack.ts';

/** Where a client of the SDK finds the engine, with the credentials of a new role that may do this and nothing else. */
export async function asRole(engine: { endpoint: string }, name: string, statements: object[]) {
  const resources = {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { AWS: '000000000000' }, Action: 'sts:AssumeRole' }],
        },
        Policies: [{ PolicyName: 'calls', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
      },
    },
  };
  const { outputs } = await deploy(engine, { resources, outputs: { Arn: { 'Fn::GetAtt': ['Role', 'Arn'] } } }, name);
  const sts = new STSClient(on(engine));
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: outputs.Arn, RoleSessionName: 'test' }));
  sts.destroy();
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  return { ...on(engine), credentials };
}
