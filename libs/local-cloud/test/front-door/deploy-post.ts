import { deploy } from '../engine/support/stack.ts';

/** Makes previews as the contract has them, from sample data that is not ours; `broken` fails. */
const previews = `
exports.handler = async ({ kind, locale }) => {
  if (kind === undefined) return { templates: [{ kind: 'welcome', locales: ['en', 'ar'] }, { kind: 'digest', locales: ['en'] }, { kind: 'broken', locales: ['en'] }] };
  if (kind === 'broken') throw new RangeError('no such value');
  const dir = locale === 'ar' ? 'rtl' : 'ltr';
  const mail = { subject: 'Welcome, <b>Ada</b>', preheader: 'Your house is ready', html: '<h1>Welcome</h1><script>parent.x</script>', text: 'Welcome, Ada' };
  if (kind === 'digest') return { kind, locale, dir, mail };
  return { kind, locale, dir, mail, brief: { title: 'Welcome', body: locale === 'ar' ? 'مرحبا آدا' : 'Good to have you, Ada.' }, sms: { text: 'Welcome: good to have you', segments: 2, encoding: 'UCS-2' } };
};`;

/** Refuses who has no token, and answers each message with what it got. */
const socket = `
exports.handler = async (event) => {
  if (event.type === 'REQUEST') {
    const Effect = event.queryStringParameters?.token === 'good' ? 'Allow' : 'Deny';
    return { principalId: 'ada', policyDocument: { Version: '2012-10-17', Statement: [{ Effect, Action: 'execute-api:Invoke', Resource: event.methodArn }] } };
  }
  const { eventType } = event.requestContext;
  return eventType === 'MESSAGE' ? { statusCode: 200, body: 'echo ' + event.body } : { statusCode: 200 };
};`;

const role = {
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    },
  },
};

const lambda = (FunctionName: string, ZipFile: string) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    FunctionName,
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
    Code: { ZipFile },
  },
});

const uri = {
  'Fn::Sub': 'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Socket.Arn}/invocations',
};

const route = (RouteKey: string, more: object = {}) => ({
  Type: 'AWS::ApiGatewayV2::Route',
  Properties: {
    ApiId: { Ref: 'Sockets' },
    RouteKey,
    Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'Integration' }]] },
    ...more,
  },
});

/** A topic, and a queue that hears of it as a subscriber of ours does. */
const topicWithQueue = (name: string) => ({
  [name]: { Type: 'AWS::SNS::Topic', Properties: {} },
  [`${name}Queue`]: { Type: 'AWS::SQS::Queue', Properties: {} },
  [`${name}Policy`]: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [{ Ref: `${name}Queue` }],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'sns.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: { 'Fn::GetAtt': [`${name}Queue`, 'Arn'] },
          },
        ],
      },
    },
  },
  [`${name}Subscription`]: {
    Type: 'AWS::SNS::Subscription',
    Properties: { TopicArn: { Ref: name }, Protocol: 'sqs', Endpoint: { 'Fn::GetAtt': [`${name}Queue`, 'Arn'] } },
  },
});

/** What of a stack of ours the front door makes use of, and where a test hears what it published. */
export interface Post {
  mailEvents: string;
  endpointEvents: string;
  /** Of the SQS queues that are subscribed to the two topics. */
  mailQueue: string;
  endpointQueue: string;
}

/** Deploys a service `post` that sends mails and pushes, has previews, and has a WebSocket API. */
export async function deployPost(engine: { endpoint: string }): Promise<Post> {
  const { status, reason, outputs } = await deploy(
    engine,
    {
      resources: {
        Sender: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'longhouse.local' } },
        ...topicWithQueue('MailEvents'),
        ...topicWithQueue('EndpointEvents'),
        Role: role,
        Previews: lambda('post-local-preview', previews),
        Socket: lambda('post-local-socket', socket),
        Sockets: {
          Type: 'AWS::ApiGatewayV2::Api',
          Properties: { Name: 'live', ProtocolType: 'WEBSOCKET', RouteSelectionExpression: '$request.body.action' },
        },
        SocketStage: {
          Type: 'AWS::ApiGatewayV2::Stage',
          Properties: { ApiId: { Ref: 'Sockets' }, StageName: 'local', AutoDeploy: true },
        },
        Integration: {
          Type: 'AWS::ApiGatewayV2::Integration',
          Properties: { ApiId: { Ref: 'Sockets' }, IntegrationType: 'AWS_PROXY', IntegrationUri: uri },
        },
        Authorizer: {
          Type: 'AWS::ApiGatewayV2::Authorizer',
          Properties: {
            ApiId: { Ref: 'Sockets' },
            Name: 'token',
            AuthorizerType: 'REQUEST',
            AuthorizerUri: uri,
            IdentitySource: ['route.request.querystring.token'],
          },
        },
        Permission: {
          Type: 'AWS::Lambda::Permission',
          Properties: {
            FunctionName: { Ref: 'Socket' },
            Action: 'lambda:InvokeFunction',
            Principal: 'apigateway.amazonaws.com',
          },
        },
        Connect: route('$connect', { AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: 'Authorizer' } }),
        Default: route('$default', { RouteResponseSelectionExpression: '$default' }), // what the function returns goes to the caller
      },
      outputs: {
        MailEventsTopicArn: { Ref: 'MailEvents' },
        EndpointEventsTopicArn: { Ref: 'EndpointEvents' },
        TemplatePreviews: { Ref: 'Previews' },
        SocketUrl: { 'Fn::Sub': 'wss://${Sockets}.execute-api.${AWS::Region}.${AWS::URLSuffix}/local' },
        MailQueue: { Ref: 'MailEventsQueue' },
        EndpointQueue: { Ref: 'EndpointEventsQueue' },
      },
    },
    'post-local',
  );
  if (status !== 'CREATE_COMPLETE') throw new Error(`${status}: ${reason}`);
  const output = (name: string) => outputs[name] ?? '';
  return {
    mailEvents: output('MailEventsTopicArn'),
    endpointEvents: output('EndpointEventsTopicArn'),
    mailQueue: output('MailQueue'),
    endpointQueue: output('EndpointQueue'),
  };
}
