import { CloudFormationClient, CreateStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { openSocket, poll, testEngine, type TestSocket } from '@libs/testing';

/** The only function behind the API: its route has a response, which is the connection's id. */
const WHO_AM_I =
  'exports.handler = async ({ requestContext }) => ({ statusCode: 200, body: requestContext.connectionId });';

const TEMPLATE = {
  Resources: {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
        },
      },
    },
    WhoAmI: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Code: { ZipFile: WHO_AM_I },
      },
    },
    Api: {
      Type: 'AWS::ApiGatewayV2::Api',
      Properties: { Name: 'test', ProtocolType: 'WEBSOCKET', RouteSelectionExpression: '$request.body.action' },
    },
    Integration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: { Ref: 'Api' },
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: {
          'Fn::Sub': 'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${WhoAmI.Arn}/invocations',
        },
      },
    },
    Route: {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ApiId: { Ref: 'Api' },
        RouteKey: 'who-am-i',
        RouteResponseSelectionExpression: '$default',
        Target: { 'Fn::Sub': 'integrations/${Integration}' },
      },
    },
    Stage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { ApiId: { Ref: 'Api' }, StageName: 'test' } },
  },
  Outputs: { ApiId: { Value: { Ref: 'Api' } } },
};

/** A WebSocket API on the engine of the test run, where the test itself plays the functions. */
export interface Gateway {
  /** For SOCKET_ENDPOINT. */
  readonly address: string;
  /** An open socket of which no function has been told. */
  open(): Promise<TestSocket & { readonly connectionId: string }>;
}

export async function gateway(): Promise<Gateway> {
  const engine = await testEngine();
  const stacks = new CloudFormationClient(engine.client);
  const StackName = engine.unique('sockets');
  const TemplateBody = JSON.stringify(TEMPLATE);
  await stacks.send(new CreateStackCommand({ StackName, TemplateBody, Capabilities: ['CAPABILITY_IAM'] }));
  const apiId = await poll('the API', async () => {
    const { Stacks = [] } = await stacks.send(new DescribeStacksCommand({ StackName }));
    return Stacks[0]?.Outputs?.[0]?.OutputValue;
  });
  const address = `${engine.endpoint}/_aws/execute-api/${apiId}/test`;
  return {
    address,
    async open() {
      const socket = await openSocket(new URL(address));
      socket.sendText(JSON.stringify({ action: 'who-am-i' }));
      const connectionId = await poll('the id of the connection', async () => socket.texts.shift());
      return { ...socket, connectionId };
    },
  };
}
