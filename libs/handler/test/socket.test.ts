import { message, Type } from '@libs/contracts';
import { Forbidden, Retryable } from '@libs/contracts/errors';
import { lambdaContext, websocketEvent } from '@libs/testing';
import { type SocketProblem, socket } from '../src/index.ts';

const Resize = message('Resize', { width: Type.Integer({ minimum: 1, maximum: 9 }) });

/** A route whose senders are told of what fails, and what they were told. */
function route(logic: () => Promise<void>) {
  const told: [string, SocketProblem][] = [];
  const handler = socket(Resize, logic, { tell: async (to, problem) => void told.push([to, problem]) });
  return {
    told,
    send: async (body: unknown) => handler(websocketEvent('resize', { connectionId: 'ada=', body }), lambdaContext()),
  };
}

describe('a message that cannot be worked off', () => {
  it.each([
    ['is not JSON', '{', 400, 'malformed-json'],
    ['is not what the contract says', { width: 0 }, 400, 'invalid-message'],
    ['has properties that nobody knows', { width: 1, height: 1 }, 400, 'invalid-message'],
    ['is larger than a frame', `{"width":1,"x":"${'€'.repeat(11_000)}"}`, 413, 'message-too-large'],
  ])('is told to its sender when it %s', async (_, body, status, problem) => {
    // Prepare
    const { send, told } = route(async () => undefined);
    // Act
    const answer = await send(body);
    // Assess
    expect(answer).toEqual({ statusCode: status });
    expect(told).toEqual([['ada=', expect.objectContaining({ type: 'error', problem: `/problems/${problem}` })]]);
  });

  it('is told by its places, and never by its values', async () => {
    // Prepare
    const { send, told } = route(async () => undefined);
    // Act
    await send({ width: 'secret' });
    // Assess
    expect(told[0]?.[1].errors).toEqual([expect.objectContaining({ pointer: '/body/width', code: 'type' })]);
    expect(JSON.stringify(told)).not.toContain('secret');
  });

  it('is told without what went wrong on our side', async () => {
    // Prepare
    const { send, told } = route(async () => {
      throw new Error('secret');
    });
    // Act
    const answer = await send({ width: 1 });
    // Assess
    expect(answer).toEqual({ statusCode: 500 });
    expect(told[0]?.[1]).toMatchObject({
      problem: '/problems/internal-error',
      correlationId: expect.any(String) as string,
    });
    expect(JSON.stringify(told)).not.toContain('secret');
  });

  it('is told once more what passes by itself', async () => {
    // Prepare
    const { send, told } = route(async () => {
      throw new Retryable('temporarily-unavailable', 'Busy');
    });
    // Act
    const answer = await send({ width: 1 });
    // Assess
    expect(answer).toEqual({ statusCode: 503 });
    expect(told[0]?.[1]).toMatchObject({ problem: '/problems/temporarily-unavailable', title: 'Busy' });
  });

  it('ends as it would when its sender is gone', async () => {
    // Prepare
    const tell = async () => Promise.reject(new Error('gone'));
    const handler = socket(Resize, async () => undefined, { tell });
    // Act
    const answer = await handler(websocketEvent('resize', { body: '{' }), lambdaContext());
    // Assess
    expect(answer).toEqual({ statusCode: 400 });
  });

  it('is refused when it is binary', async () => {
    // Prepare
    const told: SocketProblem[] = [];
    const handler = socket(Resize, async () => undefined, { tell: async (_, problem) => void told.push(problem) });
    // Act
    await handler({ ...websocketEvent('resize', { body: 'eyJ9' }), isBase64Encoded: true }, lambdaContext());
    // Assess
    expect(told).toEqual([expect.objectContaining({ problem: '/problems/binary-message' })]);
  });
});

it('a connection that may not be opened is refused by its status', async () => {
  // Prepare
  const handler = socket(undefined, async () => {
    throw new Forbidden('account-closed', 'Gone');
  });
  // Act
  const answer = await handler(websocketEvent('$connect'), lambdaContext());
  // Assess
  expect(answer).toMatchObject({ statusCode: 403 });
});
