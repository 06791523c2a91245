import { type Engine, startEngine } from '../../../src/index.ts';
import { device } from '../support/device.ts';
import { refusalOf } from '../support/person.ts';
import { runningEngine, untouchedEngine } from '../support/running-engine.ts';
import { temporaryFolders } from '../support/temporary-folder.ts';

const folder = temporaryFolders();
const notification = '{"aps":{"alert":{"title":"Hello","body":"Ada"}}}';
const forApple = { Message: JSON.stringify({ APNS: notification }), MessageStructure: 'json' };

interface Pushes {
  push_messages: Record<string, { MessageId: string; Timestamp: number }[]>;
}

const pushesOf = async ({ endpoint }: { endpoint: string }) =>
  fetch(`${endpoint}/_ministack/sns/push-messages`, { headers: { connection: 'close' } });

describe('a push message', () => {
  const untouched = untouchedEngine();
  const mended = runningEngine();

  it('is dropped on the untouched engine, even one to a disabled endpoint: still to be mended', async () => {
    const { push, disable } = await device(untouched());
    await disable();
    expect((await push(forApple)).MessageId).toBeDefined();
    expect((await pushesOf(untouched())).ok).toBe(false);
  });

  it('is kept as it was sent when mended', async () => {
    const { push, endpoint } = await device(mended());
    const before = Date.now() / 1_000;
    const sent = await push({
      ...forApple,
      MessageAttributes: { kind: { DataType: 'String', StringValue: 'welcome' } },
    });
    const { push_messages: kept } = (await (await pushesOf(mended())).json()) as Pushes;
    expect(kept[endpoint]).toEqual([
      {
        MessageId: sent.MessageId,
        TargetArn: endpoint,
        Token: 'token-1',
        Message: forApple.Message,
        MessageStructure: 'json',
        MessageAttributes: { kind: { DataType: 'String', StringValue: 'welcome' } },
        Subject: null,
        Timestamp: expect.any(Number) as number,
      },
    ]);
    expect(Math.abs((kept[endpoint]?.[0]?.Timestamp ?? 0) - before)).toBeLessThan(30);
  });

  it.each([
    ['an endpoint that is disabled', 'disable', /^EndpointDisabled/],
    ['an application that is disabled', 'disableApplication', /^PlatformApplicationDisabled/],
    ['an endpoint that is gone', 'remove', /^InvalidParameter\w*: .*No endpoint found for the target arn/],
  ] as const)('to %s is refused', async (_what, action, refusal) => {
    const own = await device(mended(), action);
    await own[action]();
    expect(await refusalOf(own.push(forApple))).toMatch(refusal);
    const { push_messages: kept } = (await (await pushesOf(mended())).json()) as Pushes;
    expect(kept[own.endpoint]).toBeUndefined();
  });

  it.each([
    ['is not JSON', 'hello', /failed to parse/],
    ['says nothing for its platform', '{"GCM":"{}"}', /No default entry/],
    ['has an object in place of text', '{"APNS":{"aps":{}}}', /failed to parse/],
  ])('whose structured message %s is refused', async (_what, Message, refusal) => {
    const { push } = await device(mended());
    expect(await refusalOf(push({ Message, MessageStructure: 'json' }))).toMatch(refusal);
  });

  it('is there after a restart, and gone after a reset', async () => {
    const options = { running: '', state: folder() };
    const first = await startEngine(options);
    const { push, endpoint } = await device(first);
    await push({ Message: 'hello' });
    await first.stop();
    const second: Engine = await startEngine(options);
    try {
      const { push_messages: kept } = (await (await pushesOf(second)).json()) as Pushes;
      expect(kept[endpoint]).toMatchObject([{ Message: 'hello', MessageStructure: null }]);
      await fetch(`${second.endpoint}/_ministack/reset`, { method: 'POST' });
      expect(await (await pushesOf(second)).json()).toEqual({ push_messages: {} });
    } finally {
      await second.stop();
    }
  });
});
