import { CloudFormationClient, CreateStackCommand, waitUntilStackCreateComplete } from '@aws-sdk/client-cloudformation';

/** A presigned address as S3's client makes it, on another port than the front door's. */
export const elsewhere =
  'http://127.0.0.1:4566/bucket/a%20b.webp?X-Amz-Signature=5f&X-Amz-Credential=test%2F20261121%2Feu-central-1%2Fs3&x-id=GetObject';

/** Answers with what it was called with, a picture for `/echo/bytes`, and elsewhere for `/echo/away`. */
const code = `
exports.handler = async (event) => {
  console.log('hello from the function');
  const { rawPath, rawQueryString, headers, body = '', isBase64Encoded, requestContext } = event;
  if (rawPath === '/echo/bytes')
    return { statusCode: 201, isBase64Encoded: true, body, headers: { 'content-type': 'application/octet-stream', 'x-custom': 'kept' }, cookies: ['a=1', 'b=2'] };
  if (rawPath === '/echo/away') return { statusCode: 302, headers: { location: '${elsewhere}' } };
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ method: requestContext.http.method, rawPath, rawQueryString, headers, body, isBase64Encoded }) };
};`;

const template = {
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
    Function: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: 'echo-local-answer',
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Code: { ZipFile: code },
      },
    },
    Api: {
      Type: 'AWS::ApiGatewayV2::Api',
      Properties: {
        Name: 'echo',
        ProtocolType: 'HTTP',
        Tags: { 'ms-custom-id': 'echo' },
        CorsConfiguration: {
          AllowOrigins: ['http://console.example'],
          AllowMethods: ['POST'],
          AllowHeaders: ['content-type'],
        },
      },
    },
    Stage: {
      Type: 'AWS::ApiGatewayV2::Stage',
      Properties: { ApiId: { Ref: 'Api' }, StageName: '$default', AutoDeploy: true },
    },
    Integration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: { Ref: 'Api' },
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: { 'Fn::GetAtt': ['Function', 'Arn'] },
        PayloadFormatVersion: '2.0',
      },
    },
    Route: {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ApiId: { Ref: 'Api' },
        RouteKey: 'ANY /echo/{proxy+}',
        Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'Integration' }]] },
      },
    },
    SecondRoute: {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ApiId: { Ref: 'Api' },
        RouteKey: 'GET /sounds/{id}',
        Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'Integration' }]] },
      },
    },
    Permission: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        FunctionName: { Ref: 'Function' },
        Action: 'lambda:InvokeFunction',
        Principal: 'apigateway.amazonaws.com',
      },
    },
    Sender: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'longhouse.local' } },
    Pool: {
      Type: 'AWS::Cognito::UserPool',
      Properties: {
        UserPoolName: 'echo',
        UsernameAttributes: ['email'],
        AutoVerifiedAttributes: ['email'],
        Policies: { PasswordPolicy: { MinimumLength: 12 } },
      },
    },
    Client: {
      Type: 'AWS::Cognito::UserPoolClient',
      Properties: {
        UserPoolId: { Ref: 'Pool' },
        ClientName: 'console',
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthFlows: ['code'],
        AllowedOAuthScopes: ['openid', 'email', 'profile'],
        SupportedIdentityProviders: ['COGNITO'],
        CallbackURLs: ['http://127.0.0.1:4000/signed-in'],
        LogoutURLs: ['http://127.0.0.1:4000/'],
      },
    },
  },
  Outputs: { UserPoolId: { Value: { Ref: 'Pool' } }, UserPoolClientId: { Value: { Ref: 'Client' } } },
};

/** Deploys a service `echo` with one function, an HTTP API and a user pool, as a stack like any other of ours. */
export async function deployEcho(endpoint: string): Promise<void> {
  const client = new CloudFormationClient({
    endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const StackName = 'echo-local';
  await client.send(
    new CreateStackCommand({ StackName, TemplateBody: JSON.stringify(template), Capabilities: ['CAPABILITY_IAM'] }),
  );
  await waitUntilStackCreateComplete({ client, maxWaitTime: 60, minDelay: 1, maxDelay: 1 }, { StackName });
  client.destroy();
}
