import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { on } from '../support/clients.ts';
import { apiUrl } from '../support/http-api.ts';
import { inlineFunction } from '../support/inline-function.ts';
import { runningEngine, untouchedEngine } from '../support/running-engine.ts';
import { deploy } from '../support/stack.ts';

const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

/** A role that a service may take, with the right to do this at the queue. */
const role = (service: string, action: string) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
    },
    Policies: [
      {
        PolicyName: 'queue',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: action, Resource: arnOf('Queue') }],
        },
      },
    ],
  },
});

const attribute = (value: string) => ({ DataType: 'String', StringValue: value });
const sendToQueue = {
  ApiId: { Ref: 'Api' },
  IntegrationType: 'AWS_PROXY',
  IntegrationSubtype: 'SQS-SendMessage',
  PayloadFormatVersion: '1.0',
  CredentialsArn: arnOf('Sender'),
  RequestParameters: { QueueUrl: { Ref: 'Queue' }, MessageBody: '$request.body' },
};
const integration = (differences: object = {}) => ({
  Type: 'AWS::ApiGatewayV2::Integration',
  Properties: { ...sendToQueue, ...differences },
});
const parameters = (more: object) => ({ RequestParameters: { ...sendToQueue.RequestParameters, ...more } });

/** `POST /<name in lower case>`, given to the integration of that name. */
const route = (name: string, authorization: object = {}) => ({
  Type: 'AWS::ApiGatewayV2::Route',
  Properties: {
    ApiId: { Ref: 'Api' },
    RouteKey: `POST /${name.toLowerCase()}`,
    Target: { 'Fn::Join': ['/', ['integrations', { Ref: name }]] },
    ...authorization,
  },
});
const by = (type: string, authorizer: string) => ({ AuthorizationType: type, AuthorizerId: { Ref: authorizer } });

/** Lets through who says `Bearer ada`, with context for the integration. */
const authorizes = `exports.handler = async ({ headers, version, identitySource }) => ({
  isAuthorized: headers.authorization === 'Bearer ada', context: { sub: 'ada', version, source: identitySource[0] },
});`;

const base = {
  Queue: { Type: 'AWS::SQS::Queue' },
  Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'test', ProtocolType: 'HTTP' } },
  Sender: role('apigateway.amazonaws.com', 'sqs:SendMessage'),
};
const resources = {
  ...base,
  ...inlineFunction('authorizes', authorizes),
  Reader: role('apigateway.amazonaws.com', 'sqs:ReceiveMessage'),
  Foreign: role('lambda.amazonaws.com', 'sqs:SendMessage'),
  Stage: {
    Type: 'AWS::ApiGatewayV2::Stage',
    Properties: { ApiId: { Ref: 'Api' }, StageName: '$default', AutoDeploy: true },
  },
  ByFunction: {
    Type: 'AWS::ApiGatewayV2::Authorizer', // as the framework writes it for `type: request`
    Properties: {
      ApiId: { Ref: 'Api' },
      Name: 'byFunction',
      AuthorizerType: 'REQUEST',
      AuthorizerPayloadFormatVersion: '2.0',
      EnableSimpleResponses: true,
      AuthorizerResultTtlInSeconds: 0,
      IdentitySource: ['$request.header.Authorization'],
      AuthorizerUri: {
        'Fn::Sub': 'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Function.Arn}/invocations',
      },
    },
  },
  ByToken: {
    Type: 'AWS::ApiGatewayV2::Authorizer',
    Properties: {
      ApiId: { Ref: 'Api' },
      Name: 'byToken',
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: 'http://127.0.0.1:9', Audience: ['test'] },
    },
  },
  Plain: integration(),
  PlainRoute: route('Plain'),
  Guarded: integration({
    ...parameters({
      MessageAttributes: JSON.stringify({
        agent: attribute('${request.header.user-agent}'),
        requestId: attribute('${context.requestId}'),
        sub: attribute('${context.authorizer.sub}'),
        version: attribute('${context.authorizer.version}'),
        source: attribute('${context.authorizer.source}'),
      }),
    }),
    ResponseParameters: {
      '200': { ResponseParameters: [{ Destination: 'overwrite:statuscode', Source: '202' }] },
    },
  }),
  GuardedRoute: route('Guarded', by('CUSTOM', 'ByFunction')),
  Token: integration(),
  TokenRoute: route('Token', by('JWT', 'ByToken')),
  Field: integration(parameters({ MessageBody: '$request.body.note.text' })),
  FieldRoute: route('Field'),
  Unauthorized: integration(parameters({ MessageAttributes: '{"sub":"${context.authorizer.sub}"}' })),
  UnauthorizedRoute: route('Unauthorized'),
  Powerless: integration({ CredentialsArn: arnOf('Reader') }),
  PowerlessRoute: route('Powerless'),
  Distrusted: integration({ CredentialsArn: arnOf('Foreign') }),
  DistrustedRoute: route('Distrusted'),
};

let count = 0;

/** A new API with its queue, on an engine. */
async function apiOn(engine: { endpoint: string }) {
  const { outputs } = await deploy(
    engine,
    { resources, outputs: { Api: { Ref: 'Api' }, Queue: { Ref: 'Queue' } } },
    `test-${(count += 1)}`,
  );
  const queues = new SQSClient(on(engine));
  return {
    async post(path: string, body: string, headers: Record<string, string> = {}) {
      const response = await fetch(`${apiUrl(engine, outputs.Api)}${path}`, { method: 'POST', body, headers });
      return { status: response.status, text: await response.text() };
    },
    async queued() {
      const { Messages = [] } = await queues.send(
        new ReceiveMessageCommand({ QueueUrl: outputs.Queue, MessageAttributeNames: ['All'], MaxNumberOfMessages: 10 }),
      );
      return Messages.map(({ Body, MessageAttributes = {} }) => {
        const values = Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue]);
        return { body: Body, attributes: Object.fromEntries(values) as Record<string, string> }; // all are strings here
      });
    },
  };
}

describe('a route that sends to a queue with no function between', () => {
  const untouched = untouchedEngine();
  const mended = runningEngine();

  it('answers 502 on the untouched engine: still to be mended', async () => {
    const api = await apiOn(untouched());
    expect(await api.post('plain', 'hello')).toMatchObject({ status: 502 });
    expect(await api.queued()).toEqual([]);
  });

  it("sends the body, and answers with SQS's own answer, when mended", async () => {
    const api = await apiOn(mended());
    const { status, text } = await api.post('plain', '{"title":"Grüße"}');
    expect(status).toBe(200);
    expect(text).toMatch(/<SendMessageResponse .*<MessageId>[\da-f-]{36}<\/MessageId>/);
    expect(await api.queued()).toEqual([{ body: '{"title":"Grüße"}', attributes: {} }]);
  });

  it('sends attributes from headers, the request and the authorizer, with the status that the integration gives', async () => {
    const api = await apiOn(mended());
    const { status } = await api.post('guarded', 'hello', { authorization: 'Bearer ada', 'user-agent': 'test/1' });
    expect(status).toBe(202);
    expect(await api.queued()).toEqual([
      {
        body: 'hello',
        attributes: {
          agent: 'test/1',
          requestId: expect.stringMatching(/^[\da-f-]{36}$/) as string,
          sub: 'ada',
          version: '2.0',
          source: 'Bearer ada',
        },
      },
    ]);
  });

  it('sends one field of the body', async () => {
    const api = await apiOn(mended());
    expect(await api.post('field', '{"note":{"text":"hello"}}')).toMatchObject({ status: 200 });
    expect(await api.queued()).toEqual([{ body: 'hello', attributes: {} }]);
  });

  it.each([
    ['a function that says no', 'guarded', { authorization: 'Bearer eve' }, 403],
    ['a function, without a token', 'guarded', {}, 401],
    ['a JWT authorizer, without a token', 'token', {}, 401],
    ['a JWT authorizer, with a forged token', 'token', { authorization: 'Bearer e30.e30.e30' }, 401],
  ])('is behind %s', async (_what, path, headers, expected) => {
    const api = await apiOn(mended());
    expect(await api.post(path, 'hello', headers)).toMatchObject({ status: expected });
    expect(await api.queued()).toEqual([]);
  });

  it.each([
    ['there is no body', 'plain', ''],
    ['the field is not in the body', 'field', '{"note":{}}'],
    ['the body is not JSON', 'field', 'hello'],
    ['nobody authorized the request', 'unauthorized', 'hello'],
  ])('answers 400 and sends nothing when %s', async (_what, path, body) => {
    const api = await apiOn(mended());
    expect(await api.post(path, body)).toEqual({ status: 400, text: '{"message":"BadRequest"}' });
    expect(await api.queued()).toEqual([]);
  });

  it.each([
    ['may not send', 'powerless'],
    ['is not for API Gateway', 'distrusted'],
  ])('answers 403 and sends nothing when the role %s', async (_what, path) => {
    const api = await apiOn(mended());
    const { status, text } = await api.post(path, 'hello');
    expect(status).toBe(403);
    expect(text).toContain('<Code>AccessDenied</Code>');
    expect(await api.queued()).toEqual([]);
  });

  it.each([
    ['without a role', { CredentialsArn: undefined }],
    ['with payload format 2.0', { PayloadFormatVersion: '2.0' }],
    ['without MessageBody', { RequestParameters: { QueueUrl: { Ref: 'Queue' } } }],
    ['with a parameter that SQS does not have', parameters({ MessageText: 'hello' })],
    ['with attributes in which nothing is mapped', parameters({ MessageAttributes: '{"a":{}}' })],
    ['of another subtype', { IntegrationSubtype: 'EventBridge-PutEvents' }],
  ])('fails its stack %s', async (_what, differences) => {
    const failing = { ...base, Plain: integration(differences) };
    const { status } = await deploy(mended(), { resources: failing }, `test-${(count += 1)}`);
    expect(status).toBe('ROLLBACK_COMPLETE');
  });
});
