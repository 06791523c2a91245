import { readTemplate } from '../../src/front-door/read-template.ts';

const resource = (Type: string, Properties?: object) => ({ Type, ...(Properties && { Properties }) });

it('reads routes, functions, the paths of the API and where log-in leads back to', () => {
  const body = JSON.stringify({
    Resources: {
      Api: resource('AWS::ApiGatewayV2::Api', { ProtocolType: 'HTTP' }),
      B: resource('AWS::ApiGatewayV2::Route', { RouteKey: 'GET /users/me', AuthorizationType: 'JWT' }),
      A: resource('AWS::ApiGatewayV2::Route', { RouteKey: 'GET /users' }),
      D: resource('AWS::ApiGatewayV2::Route', { RouteKey: '$default' }),
      F: resource('AWS::Lambda::Function', { FunctionName: 'users-local-get-me' }),
      C: resource('AWS::Cognito::UserPoolClient', { CallbackURLs: ['http://127.0.0.1:4000/signed-in', { Ref: 'X' }] }),
    },
  });
  expect(readTemplate(body)).toEqual({
    routes: [
      { method: 'GET', path: '/users', auth: 'NONE' },
      { method: 'GET', path: '/users/me', auth: 'JWT' },
      { method: 'ANY', path: '$default', auth: 'NONE' },
    ],
    functions: ['users-local-get-me'],
    paths: ['users'],
    sockets: [],
    callbackUrls: ['http://127.0.0.1:4000/signed-in'],
  });
});

it.each([
  '{}',
  '{"Resources":[]}',
  '{"Resources":{"A":null,"B":{"Type":5},"C":{"Type":"AWS::Lambda::Function"}}}',
  '[]',
])('finds nothing in %s', (body) => {
  expect(readTemplate(body)).toEqual({ routes: [], functions: [], paths: [], sockets: [], callbackUrls: [] });
});

it('takes a WebSocket API for no HTTP API, and for one that is reached at /live by the output with its address', () => {
  const body = JSON.stringify({
    Resources: {
      Api: resource('AWS::ApiGatewayV2::Api', { ProtocolType: 'WEBSOCKET' }),
      Route: resource('AWS::ApiGatewayV2::Route', { ApiId: { Ref: 'Api' }, RouteKey: '$default' }),
    },
    Outputs: { SocketUrl: { Value: { Ref: 'Api' } } },
  });
  expect(readTemplate(body)).toMatchObject({ routes: [], paths: [], sockets: ['live'] });
});
