import { inlineFunction } from './inline-function.ts';

/** Triggers that the pool gives to its one function. */
const triggers = ['PreAuthentication', 'PostAuthentication', 'PostConfirmation'];

/** A pool that people enter by e-mail, with a client for passwords and for the hosted pages, which may invoke its triggers or not. */
export function userPool(code: string, { permitted = true } = {}) {
  const arn = { 'Fn::GetAtt': ['Function', 'Arn'] };
  return {
    resources: {
      ...inlineFunction(permitted ? 'trigger' : 'forbidden', code),
      Pool: {
        Type: 'AWS::Cognito::UserPool',
        Properties: {
          UserPoolName: 'people',
          UsernameAttributes: ['email'],
          AutoVerifiedAttributes: ['email'],
          LambdaConfig: Object.fromEntries(triggers.map((name) => [name, arn])),
        },
      },
      Client: {
        Type: 'AWS::Cognito::UserPoolClient',
        Properties: {
          UserPoolId: { Ref: 'Pool' },
          ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH'],
          SupportedIdentityProviders: ['COGNITO'],
          AllowedOAuthFlowsUserPoolClient: true,
          AllowedOAuthFlows: ['code'],
          AllowedOAuthScopes: ['openid', 'email'],
          CallbackURLs: [callback],
        },
      },
      ...(permitted && {
        Permission: {
          Type: 'AWS::Lambda::Permission',
          Properties: {
            FunctionName: arn,
            Action: 'lambda:InvokeFunction',
            Principal: 'cognito-idp.amazonaws.com',
            SourceArn: { 'Fn::GetAtt': ['Pool', 'Arn'] },
          },
        },
      }),
      Admins: { Type: 'AWS::Cognito::UserPoolGroup', Properties: { UserPoolId: { Ref: 'Pool' }, GroupName: 'admin' } },
    },
    outputs: { Pool: { Ref: 'Pool' }, Client: { Ref: 'Client' } },
  };
}

const callback = 'http://127.0.0.1:4000/';

/** Sends the hosted log-in page's form: where the browser goes next, and what the page says. */
export async function logInOnPage(engine: { endpoint: string }, client: string, username: string, password: string) {
  const form = new URLSearchParams({
    client_id: client,
    redirect_uri: callback,
    response_type: 'code',
    scope: 'openid email',
    username,
    password,
  });
  const response = await fetch(`${engine.endpoint}/login`, { method: 'POST', body: form, redirect: 'manual' });
  return { status: response.status, location: response.headers.get('location') ?? '', page: await response.text() };
}

export interface Tokens {
  id_token: string;
  access_token: string;
  refresh_token: string;
}

/** Asks the token endpoint, for a code or a refresh. */
export async function askTokens(
  engine: { endpoint: string },
  client: string,
  grant: { code: string } | { refresh_token: string },
): Promise<Tokens> {
  const type = 'code' in grant ? 'authorization_code' : 'refresh_token';
  const form = new URLSearchParams({ client_id: client, redirect_uri: callback, grant_type: type, ...grant });
  const response = await fetch(`${engine.endpoint}/oauth2/token`, { method: 'POST', body: form });
  return (await response.json()) as Tokens; // RFC 6749, section 5.1
}

/** The claims of a token, not verified. */
export function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>; // a JWT's payload
}
