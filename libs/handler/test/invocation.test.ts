import { message, Type } from '@libs/contracts';
import { BadRequest, NotFound } from '@libs/contracts/errors';
import { correlation } from '@libs/observability';
import { lambdaContext, scheduledEvent, triggerEvent, websocketEvent } from '@libs/testing';
import { cron, socket, task, trigger } from '../src/index.ts';

const Resize = message('Resize', { width: Type.Integer({ minimum: 1, maximum: 9 }) });
const Resized = message('Resized', { bytes: Type.Integer({ minimum: 0, maximum: 99 }) });

describe('cron', () => {
  it('tells when it was due, and throws on what its code throws', async () => {
    const event = scheduledEvent();
    const seen: Date[] = [];
    await cron('sweep', async ({ scheduledAt }) => void seen.push(scheduledAt))(event, lambdaContext());
    expect(seen).toEqual([new Date(event.time)]);
    const failing = cron('sweep', async () => {
      throw new Error('no');
    });
    await expect(failing(event, lambdaContext())).rejects.toThrow('no');
  });

  it('is given up before Lambda kills it', async () => {
    const slow = cron('sweep', async () => new Promise<void>(() => undefined));
    await expect(slow(scheduledEvent(), lambdaContext({ timeout: 520 }))).rejects.toMatchObject({ type: 'timeout' });
  });
});

it('trigger gives Cognito its event back, with what the code put into it', async () => {
  const given = triggerEvent('PreSignUp_SignUp');
  const handler = trigger('PreSignUp', async ({ event }) => {
    event.response.autoConfirmUser = true;
  });
  await expect(handler(given, lambdaContext())).resolves.toMatchObject({
    response: { autoConfirmUser: true },
  });
});

describe('task', () => {
  it('checks what comes in and what goes out, and runs under the correlation of its input', async () => {
    const Input = message('Input', { correlationId: Type.String({ maxLength: 128 }) });
    const seen: unknown[] = [];
    const handler = task(Input, Resized, async () => ({ bytes: seen.push(correlation()?.correlationId) }));
    await expect(handler({ correlationId: 'c-9' }, lambdaContext())).resolves.toEqual({ bytes: 1 });
    expect(seen).toEqual(['c-9']);
  });

  it('throws errors by the names on which Retry and Catch match', async () => {
    const handler = task(Resize, Resized, async () => {
      throw new NotFound('image-not-found', 'Gone');
    });
    await expect(handler({ width: 0 }, lambdaContext())).rejects.toMatchObject({
      name: 'BadRequest',
      type: 'invalid-message',
    });
    await expect(handler({ width: 1 }, lambdaContext())).rejects.toMatchObject({ name: 'NotFound' });
    await expect(task(Resize, Resized, async () => ({ bytes: 100 }))({ width: 1 }, lambdaContext())).rejects.toThrow(
      BadRequest,
    );
    // @ts-expect-error the output has bytes
    task(Resize, Resized, async () => ({ width: 1 }));
  });
});

describe('socket', () => {
  it('reads messages of its contract, and answers problems by their status', async () => {
    const seen: unknown[] = [];
    const handler = socket(Resize, async ({ body, routeKey, connectionId }) => {
      if (body.width === 9) throw new Error('secret');
      seen.push([body.width, routeKey, typeof connectionId]);
    });
    const send = async (body: string) => handler(websocketEvent('$default', { body }), lambdaContext());
    expect(await send('{"width":3}')).toEqual({ statusCode: 200 });
    expect(seen).toEqual([[3, '$default', 'string']]);
    expect(await send('{')).toMatchObject({
      statusCode: 400,
      body: expect.stringContaining('/problems/malformed-json') as string,
    });
    expect(await send('{"width":9}')).toMatchObject({
      statusCode: 500,
      body: expect.not.stringContaining('secret') as string,
    });
  });

  it('has no body where there is no contract', async () => {
    const handler = socket(undefined, async ({ body }) => body satisfies undefined);
    expect(await handler(websocketEvent('$connect'), lambdaContext())).toEqual({ statusCode: 200 });
  });
});

it.each([
  ['cron', () => cron('x', async () => undefined, { every: 1 } as never)],
  ['trigger', () => trigger('PreSignUp', async () => undefined, { every: 1 } as never)],
  ['task', () => task(Resize, Resized, async () => ({ bytes: 1 }), { every: 1 } as never)],
  ['socket', () => socket(undefined, async () => undefined, { every: 1 } as never), 'tell, use'],
] as const)('%s refuses an option that it does not know', (name, make, known: string = 'use') => {
  expect(make).toThrow(`${name}: unknown option "every"; it takes ${known}`);
});
