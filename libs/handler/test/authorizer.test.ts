import { Forbidden, Retryable } from '@libs/contracts/errors';
import { lambdaContext } from '@libs/testing';
import { type AuthorizerEvent, authorizer } from '../src/index.ts';

const methodArn = 'arn:aws:execute-api:eu-central-1:000000000000:w1x2y3z4a5/local/$connect';

const event = (query?: Record<string, string>): AuthorizerEvent => ({
  methodArn,
  queryStringParameters: query ?? null,
  requestContext: { requestId: 'r-1' },
});

describe('an authorizer', () => {
  it('lets in on this route alone, and says who it is', async () => {
    // Prepare
    const handler = authorizer('token', async ({ query }) => ({ userId: `user of ${query['token']}` }));
    // Act
    const answer = await handler(event({ token: 't' }), lambdaContext());
    // Assess
    expect(answer).toEqual({
      principalId: 'caller',
      policyDocument: {
        Version: '2012-10-17',
        Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: methodArn }],
      },
      context: { userId: 'user of t' },
    });
  });

  it('refuses by a policy, and says nothing of why', async () => {
    // Prepare
    const handler = authorizer('token', async () => {
      throw new Forbidden('token-refused', 'Expired');
    });
    // Act
    const answer = await handler(event(), lambdaContext());
    // Assess
    expect(answer).toEqual({
      principalId: 'nobody',
      policyDocument: {
        Version: '2012-10-17',
        Statement: [{ Action: 'execute-api:Invoke', Effect: 'Deny', Resource: methodArn }],
      },
    });
  });

  it.each([
    ['what is broken', new Error('no keys')],
    ['what passes by itself', new Retryable('temporarily-unavailable', 'Busy')],
  ])('throws %s: nobody is refused for it', async (_, error) => {
    // Prepare
    const handler = authorizer('token', async () => {
      throw error;
    });
    // Act
    const answer = handler(event({ token: 't' }), lambdaContext());
    // Assess
    await expect(answer).rejects.toBe(error);
  });

  it('refuses an option that it does not know', () => {
    expect(() => authorizer('token', async () => ({}), { every: 1 } as never)).toThrow(
      'authorizer: unknown option "every"; it takes use',
    );
  });
});
