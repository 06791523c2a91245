/** An HTTP API that gives everything to the stack's function; `cors` as a template has it. Its id is an output, `Api`. */
export function httpApi(cors?: object) {
  const uri = { 'Fn::GetAtt': ['Function', 'Arn'] };
  return {
    resources: {
      Api: {
        Type: 'AWS::ApiGatewayV2::Api',
        Properties: { Name: 'test', ProtocolType: 'HTTP', ...(cors && { CorsConfiguration: cors }) },
      },
      Integration: {
        Type: 'AWS::ApiGatewayV2::Integration',
        Properties: {
          ApiId: { Ref: 'Api' },
          IntegrationType: 'AWS_PROXY',
          IntegrationUri: uri,
          PayloadFormatVersion: '2.0',
        },
      },
      Route: {
        Type: 'AWS::ApiGatewayV2::Route',
        Properties: {
          ApiId: { Ref: 'Api' },
          RouteKey: 'GET /',
          Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'Integration' }]] },
        },
      },
      Stage: {
        Type: 'AWS::ApiGatewayV2::Stage',
        Properties: { ApiId: { Ref: 'Api' }, StageName: '$default', AutoDeploy: true },
      },
      Permission: {
        Type: 'AWS::Lambda::Permission',
        Properties: { FunctionName: uri, Action: 'lambda:InvokeFunction', Principal: 'apigateway.amazonaws.com' },
      },
    },
    outputs: { Api: { Ref: 'Api' } },
  };
}

/** Where the engine serves an API. */
export const apiUrl = ({ endpoint }: { endpoint: string }, id: string | undefined) =>
  `${endpoint}/_aws/execute-api/${id}/$default/`;
