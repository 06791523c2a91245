import { deploy } from './stack.ts';
import { inlineFunction } from './inline-function.ts';

const ofFunction = (kind: string) => ({
  'Fn::Sub': `arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${${kind}.Arn}/invocations`,
});

/** A WebSocket API on an engine: its functions write down each event as JSON, and do as the message says. */
export async function socketApi(engine: { endpoint: string }, name: string) {
  const route = (key: string, more: object = {}) => ({
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      ApiId: { Ref: 'Api' },
      RouteKey: key,
      Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'Integration' }]] },
      ...more,
    },
  });
  const named = (prefix: string, code: string) => {
    const { Role, Function } = inlineFunction(`${name}-${prefix.toLowerCase()}`, code) as Record<
      string,
      { Properties: object }
    >;
    const properties = { ...Function?.Properties, Role: { 'Fn::GetAtt': [`${prefix}Role`, 'Arn'] } };
    return { [`${prefix}Role`]: Role ?? {}, [prefix]: { ...Function, Properties: properties } };
  };
  const resources = {
    ...named('Works', works),
    ...named('Authorizes', authorizes),
    Api: {
      Type: 'AWS::ApiGatewayV2::Api',
      Properties: { Name: name, ProtocolType: 'WEBSOCKET', RouteSelectionExpression: '$request.body.action' },
    },
    Stage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { ApiId: { Ref: 'Api' }, StageName: 'test' } },
    Authorizer: {
      Type: 'AWS::ApiGatewayV2::Authorizer',
      Properties: {
        ApiId: { Ref: 'Api' },
        Name: 'authorizer',
        AuthorizerType: 'REQUEST',
        IdentitySource: ['route.request.querystring.token'],
        AuthorizerUri: ofFunction('Authorizes'),
      },
    },
    Integration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: { ApiId: { Ref: 'Api' }, IntegrationType: 'AWS_PROXY', IntegrationUri: ofFunction('Works') },
    },
    Connect: route('$connect', { AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: 'Authorizer' } }),
    Disconnect: route('$disconnect'),
    Default: route('$default'),
    Answered: route('answered', { RouteResponseSelectionExpression: '$default' }),
  };
  const { outputs } = await deploy(engine, { resources, outputs: { Api: { Ref: 'Api' } } }, name);
  const path = `/_aws/execute-api/${outputs['Api'] ?? ''}/test`;
  return {
    id: outputs['Api'] ?? '',
    /** For the management client. */
    endpoint: `${engine.endpoint}${path}`,
    url: (token: string) => `${engine.endpoint.replace('http', 'ws')}${path}?token=${token}`,
    /** The function behind all routes. */
    functionName: `${name}-works`,
  };
}

/** `meet` waits until two invocations are under way at once, a second at most. */
const works = `const { appendFileSync, readFileSync } = require('node:fs');
exports.handler = async ({ requestContext, body }) => {
  const { eventType, connectionId, authorizer, messageDirection } = requestContext;
  console.log(JSON.stringify({ eventType, connectionId, authorizer, messageDirection, pid: process.pid }));
  if (eventType === 'CONNECT') return { statusCode: authorizer.principalId === 'refused' ? 418 : 200, body: 'hello' };
  const message = JSON.parse(body || '{}');
  if (message.do === 'throw') throw new Error('password=hunter2');
  if (message.do === 'meet') {
    appendFileSync(process.env.TMPDIR + '/' + message.place, '.');
    for (let i = 0; i < 20; i += 1) {
      if (readFileSync(process.env.TMPDIR + '/' + message.place, 'utf8').length > 1) return void console.log('"met"');
      await new Promise((done) => setTimeout(done, 50));
    }
  }
  return { statusCode: 200, body: message.say ?? 'done' };
};`;

const authorizes = `exports.handler = async ({ queryStringParameters: { token }, methodArn }) => ({
  principalId: token,
  policyDocument: {
    Version: '2012-10-17',
    Statement: [{ Effect: token === 'eve' ? 'Deny' : 'Allow', Action: 'execute-api:Invoke', Resource: methodArn }],
  },
  context: { userId: token, admin: true },
});`;
