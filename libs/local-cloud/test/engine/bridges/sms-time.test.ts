import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { on } from '../support/clients.ts';
import { runningEngine, untouchedEngine } from '../support/running-engine.ts';

const number = '+4915112345678';

/** When a text message was sent, by the engine: epoch seconds. */
async function timeOfSms(engine: { endpoint: string }): Promise<number | undefined> {
  const sns = new SNSClient(on(engine));
  await sns.send(new PublishCommand({ PhoneNumber: number, Message: 'Your code is 123456' }));
  sns.destroy();
  const response = await fetch(`${engine.endpoint}/_ministack/sns/sms-messages`);
  const { sms_messages: kept } = (await response.json()) as { sms_messages: Record<string, { Timestamp?: number }[]> };
  return kept[number]?.[0]?.Timestamp;
}

describe('a text message', () => {
  const untouched = untouchedEngine();
  const mended = runningEngine();

  it('has no time on the untouched engine: still to be mended', async () => {
    expect(await timeOfSms(untouched())).toBeUndefined();
  });

  it('has the time at which it was sent when mended', async () => {
    const before = Date.now() / 1_000;
    const at = await timeOfSms(mended());
    expect(Math.abs((at ?? 0) - before)).toBeLessThan(30);
  });
});
