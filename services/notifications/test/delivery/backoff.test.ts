import { queue } from '@libs/handler';
import { cut, lambdaContext, refuse, redelivered, sqsEvent, throttle } from '@libs/testing';
import { emailChannel } from '../../src/channels/email.ts';
import { Deliver } from '../../src/contract/deliver.ts';
import { channelStates } from '../../src/data/channel-states.ts';
import { type StoredDelivery, deliveries } from '../../src/data/deliveries.ts';
import { deliverOver } from '../../src/delivery/deliver.ts';
import { planned, stored } from '../deliveries.ts';
import { mailService } from '../mail-service.ts';
import { knownPerson } from '../store.ts';
import { throttledForLong } from '../throttled-for-long.ts';

const service = mailService();

const DONE = { batchItemFailures: [] };
const MINUTE = 60_000;
const LEASE = 60_000;

async function due() {
  const { userId, email } = await knownPerson();
  return { email, delivery: await planned({ userId }) };
}

const batchOf = (of: readonly StoredDelivery[]) =>
  sqsEvent(...of.map(({ userId, deliveryId, channel }) => ({ userId, deliveryId, channel })));

/** The worker's answer to a batch by a clock. */
async function answerTo(batch: ReturnType<typeof sqsEvent>, clock: () => number) {
  const deliver = deliverOver(emailChannel(), clock);
  return queue(Deliver, async ({ body, log }) => deliver(body, { log }))(batch, lambdaContext());
}

/** The worker's answer to these when so many milliseconds have gone by. */
const run = async (of: readonly StoredDelivery[], later = 0) => answerTo(batchOf(of), () => Date.now() + later);

const paused = () => refuse('SendingPausedException', 'Email sending is paused');
const calls = () => service.proxy.callsOf('SESv2.SendEmail').length;

describe('a provider that says that mails come too fast', () => {
  it('gets them again from the same worker, each once', async () => {
    const mails = await Promise.all(Array.from({ length: 10 }, due));
    service.proxy.inject('SESv2.SendEmail', throttle(), { times: 12 });
    expect(await run(mails.map(({ delivery }) => delivery))).toEqual(DONE);
    for (const { email, delivery } of mails) {
      expect(service.mailsTo(email)).toHaveLength(1);
      expect(await stored(delivery)).toMatchObject({ state: 'sent', attempts: 1 });
    }
  });

  it('for longer than a worker has holds up that mail for a minute, and no other', async () => {
    const [slow, next] = [await due(), await due()];
    const clock = throttledForLong(service.proxy, 'SESv2.SendEmail');
    expect(await answerTo(batchOf([slow.delivery]), clock)).toEqual(DONE);
    const held = await stored(slow.delivery);
    expect(held?.state).toBe('held');
    expect(Date.parse(held?.dueAt ?? '')).toBeLessThanOrEqual(clock() + MINUTE);
    expect(service.deadLetters(slow.delivery.deliveryId)).toEqual([]);
    expect(await channelStates.find('email')).toEqual({ pausedUntil: 0, refusals: 0 });
    expect(await run([next.delivery])).toEqual(DONE);
    expect(service.mailsTo(next.email)).toHaveLength(1);
  });

  it('is not asked by a worker that was frozen while it waited, when another has sent the mail', async () => {
    const { delivery, email } = await due();
    const batch = batchOf([delivery]);
    let passed = 0;
    service.proxy.inject('SESv2.SendEmail', {
      ...throttle(),
      meet: async (exchange) => {
        passed = LEASE;
        await answerTo(redelivered(batch), () => Date.now() + passed);
        await throttle().meet(exchange);
      },
    });
    await answerTo(batch, () => Date.now() + passed);
    expect(service.mailsTo(email)).toHaveLength(1);
    expect(await stored(delivery)).toMatchObject({ state: 'sent' });
  });
});

describe('a provider that takes nothing for now', () => {
  it.each([
    ['LimitExceededException', 'not now'],
    ['SendingPausedException', 'not now'],
    ['AccountSuspendedException', 'not now'],
    ['TooManyRequestsException', 'Daily message quota exceeded'],
  ])('by %s: %s, is asked once, and the mail is held until the pause is over', async (code, message) => {
    const { delivery } = await due();
    const before = calls();
    service.proxy.inject('SESv2.SendEmail', refuse(code, message), { times: 10 });
    expect(await run([delivery])).toEqual(DONE);
    expect(calls()).toBe(before + 1);
    const held = await stored(delivery);
    expect(held?.state).toBe('held');
    const { pausedUntil } = await channelStates.find('email');
    expect(Date.parse(held?.dueAt ?? '')).toBeGreaterThanOrEqual(pausedUntil);
    expect(pausedUntil).toBeGreaterThan(Date.now());
  });

  it('is not asked for the mails that come while its channel pauses: these are held, and none goes to the dead-letter queue', async () => {
    const [first, ...others] = await Promise.all(Array.from({ length: 10 }, due));
    if (!first) throw new Error('none');
    service.proxy.inject('SESv2.SendEmail', paused());
    await run([first.delivery]);
    const before = calls();
    expect(await run(others.map(({ delivery }) => delivery))).toEqual(DONE);
    expect(calls()).toBe(before);
    for (const { delivery } of others) {
      expect(await stored(delivery)).toMatchObject({ state: 'held' });
      expect(service.deadLetters(delivery.deliveryId)).toEqual([]);
    }
  });

  it('gets every held mail, each once, when the pause is over and it takes mails again', async () => {
    const mails = await Promise.all(Array.from({ length: 10 }, due));
    service.proxy.inject('SESv2.SendEmail', paused(), { times: 10 });
    await run(mails.map(({ delivery }) => delivery));
    service.proxy.heal();
    for (const { delivery } of mails) {
      const held = await stored(delivery);
      if (held) await deliveries.release(held);
    }
    expect(
      await run(
        mails.map(({ delivery }) => delivery),
        2 * MINUTE,
      ),
    ).toEqual(DONE);
    for (const { email } of mails) expect(service.mailsTo(email)).toHaveLength(1);
  });

  it('that refuses ten workers at once makes one pause', async () => {
    const mails = await Promise.all(Array.from({ length: 10 }, due));
    service.proxy.inject('SESv2.SendEmail', paused(), { times: 10 });
    await Promise.all(mails.map(({ delivery }) => run([delivery])));
    expect(await channelStates.find('email')).toMatchObject({ refusals: 1 });
  });

  it('that refuses again and again is asked ever more rarely, at least every quarter of an hour', async () => {
    const pauses: number[] = [];
    let later = 0;
    service.proxy.inject('SESv2.SendEmail', paused(), { times: 10 });
    for (let refusal = 1; refusal <= 7; refusal++) {
      const { delivery } = await due();
      await run([delivery], later);
      const { pausedUntil } = await channelStates.find('email');
      pauses.push(pausedUntil - Date.now() - later);
      later = pausedUntil - Date.now() + 1000;
    }
    const [first = 0, second = 0, , , , , last = 0] = pauses;
    expect(first).toBeGreaterThan(14_000);
    expect(first).toBeLessThanOrEqual(30_000);
    expect(second).toBeGreaterThan(29_000);
    expect(last).toBeGreaterThan(7 * MINUTE);
    expect(last).toBeLessThanOrEqual(15 * MINUTE);
  });

  it('and then takes one is trusted again at once: the next pause is a short one', async () => {
    const [refused, taken] = [await due(), await due()];
    service.proxy.inject('SESv2.SendEmail', paused());
    await run([refused.delivery]);
    await run([taken.delivery], MINUTE);
    expect(await channelStates.find('email')).toEqual({ pausedUntil: 0, refusals: 0 });
  });

  it('gets the mail by the next try when the pause could not be stored', async () => {
    const { email, delivery } = await due();
    const batch = batchOf([delivery]);
    service.proxy.inject('SESv2.SendEmail', paused());
    service.proxy.inject('DynamoDB.UpdateItem', cut('before'), {
      times: Number.POSITIVE_INFINITY,
      when: (input) => JSON.stringify(input).includes('pausedUntil'),
    });
    expect((await answerTo(batch, Date.now)).batchItemFailures).toHaveLength(1);
    service.proxy.heal();
    expect(await answerTo(redelivered(batch), Date.now)).toEqual(DONE);
    expect(service.mailsTo(email)).toHaveLength(1);
  });

  it('holds up no other channel', async () => {
    const { delivery } = await due();
    service.proxy.inject('SESv2.SendEmail', paused());
    await run([delivery]);
    expect((await channelStates.find('sms')).pausedUntil).toBe(0);
    expect((await channelStates.find('push')).pausedUntil).toBe(0);
  });
});

describe('a success', () => {
  it('that was begun before the first pause does not end it', async () => {
    const seen = await channelStates.find('email');
    const { pausedUntil } = await channelStates.pause('email', seen, Date.now());
    await channelStates.recovered('email', seen);
    expect((await channelStates.find('email')).pausedUntil).toBe(pausedUntil);
  });

  it('that was begun after one pause and before the next does not end that', async () => {
    await channelStates.pause('email', await channelStates.find('email'), Date.now() - 10 * MINUTE);
    const seen = await channelStates.find('email');
    const { pausedUntil } = await channelStates.pause('email', seen, Date.now());
    await channelStates.recovered('email', seen);
    expect(await channelStates.find('email')).toMatchObject({ pausedUntil, refusals: 2 });
  });
});
