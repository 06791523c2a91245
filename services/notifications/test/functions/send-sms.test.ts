import { queue } from '@libs/handler';
import { metrics } from '@libs/observability';
import {
  concurrently,
  crashAfter,
  cut,
  fail,
  lambdaContext,
  redelivered,
  refuse,
  sqsEvent,
  throttle,
  twice,
} from '@libs/testing';
import { smsChannel } from '../../src/channels/sms.ts';
import { Deliver } from '../../src/contract/deliver.ts';
import { budget } from '../../src/data/budget.ts';
import type { StoredDelivery } from '../../src/data/deliveries.ts';
import { BudgetEntity } from '../../src/data/entities/budget.ts';
import { RecipientEntity } from '../../src/data/entities/recipient.ts';
import { deliverOver } from '../../src/delivery/deliver.ts';
import { DEFAULTS } from '../../src/domain/preferences.ts';
import { handler } from '../../src/functions/send-sms.ts';
import { planned, stored } from '../deliveries.ts';
import { knownPerson } from '../store.ts';
import { throttledForLong } from '../throttled-for-long.ts';
import { textService } from '../text-service.ts';

const service = textService();

const DONE = { batchItemFailures: [] };
const LEASE = 60_000;
const SIGN_IN = { kind: 'new-sign-in', at: '2026-11-21T10:00:00.000Z' } as const;

let numbers = 0;

/** A text that is to go to somebody with a number of their own, and the batch that says so. */
async function due(given: Partial<StoredDelivery> = {}) {
  const phone = `+4915112${String(Date.now() % 100_000).padStart(5, '0')}${String(++numbers).padStart(2, '0')}`;
  const { userId } = await knownPerson({ phone });
  const delivery = await planned({ userId, channel: 'sms', security: true, told: SIGN_IN, ...given });
  const { deliveryId, channel } = delivery;
  return { userId, phone, delivery, batch: sqsEvent({ userId, deliveryId, channel }) };
}

async function answerTo(batch: ReturnType<typeof sqsEvent>, clock: () => number, channel = smsChannel()) {
  const deliver = deliverOver(channel, clock);
  return queue(Deliver, async ({ body, log }) => deliver(body, { log }))(batch, lambdaContext());
}

const run = async (batch: ReturnType<typeof sqsEvent>, later = 0) => answerTo(batch, () => Date.now() + later);

/** Every write with this in it fails, until the proxy is healed. */
const cannotStore = (what: string) =>
  service.proxy.inject('DynamoDB.UpdateItem', cut('before'), {
    times: Number.POSITIVE_INFINITY,
    when: (input) => JSON.stringify(input).includes(what),
  });

/** That began an hour ago and end in an hour, for one who wants texts. */
async function setQuietHours(userId: string): Promise<void> {
  const clock = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(11, 16);
  const quietHours = { start: clock(-1), end: clock(1) };
  const channels = { ...DEFAULTS.channels, account: { ...DEFAULTS.channels.account, sms: true } };
  await RecipientEntity.patch({ userId })
    .set({ preferences: { ...DEFAULTS, channels, quietHours }, preferencesVersion: 1 })
    .go();
}

const spent = async () => {
  const { data } = await BudgetEntity.get({ month: new Date().toISOString().slice(0, 7) }).go({ consistent: true });
  return data?.segments ?? 0;
};

describe('a text', () => {
  it('is sent to the verified number as transactional, and noted', async () => {
    const { phone, delivery, batch } = await due();
    expect(await handler(batch, lambdaContext())).toEqual(DONE);
    const [text] = service.takenFor(phone);
    expect(text?.Message).toContain('Longhouse');
    expect(text?.MessageAttributes?.['AWS.SNS.SMS.SMSType']?.StringValue).toBe('Transactional');
    expect(await stored(delivery)).toMatchObject({ state: 'sent', providerId: expect.any(String) as string });
  });

  it('has the sender of the stage, where there is one', async () => {
    process.env['SMS_SENDER_ID'] = 'LONGHOUSE';
    const { phone, batch } = await due();
    await run(batch);
    delete process.env['SMS_SENDER_ID'];
    expect(service.takenFor(phone)[0]?.MessageAttributes?.['AWS.SNS.SMS.SenderID']?.StringValue).toBe('LONGHOUSE');
  });

  it('to one who has removed the number meanwhile fails', async () => {
    const { userId, phone, delivery, batch } = await due();
    await RecipientEntity.patch({ userId }).remove(['phone']).go();
    expect(await run(batch)).toEqual(DONE);
    expect(service.takenFor(phone)).toHaveLength(0);
    expect(await stored(delivery)).toMatchObject({ state: 'failed', reason: 'no-address' });
  });

  it('takes its segments of the budget, counted before', async () => {
    const [before, { batch }] = [
      await spent(),
      await due({
        told: { kind: 'reminder', scheduleId: 's', title: 'Æ'.repeat(100), body: '火'.repeat(60) },
        security: false,
        category: 'account',
      }),
    ];
    expect(await run(batch)).toEqual(DONE);
    expect((await spent()) - before).toBe(3);
  });
});

describe('the budget', () => {
  it('over which nothing is sent fails the text, and says so', async () => {
    const { phone, delivery, batch } = await due();
    process.env['SMS_MONTHLY_SEGMENTS'] = '0';
    const counted = jest.spyOn(metrics, 'addMetric');
    expect(await run(batch)).toEqual(DONE);
    process.env['SMS_MONTHLY_SEGMENTS'] = '1000';
    expect(counted).toHaveBeenCalledWith('SmsBudgetSpent', 'Count', 1);
    counted.mockRestore();
    expect(service.takenFor(phone)).toHaveLength(0);
    expect(await stored(delivery)).toMatchObject({ state: 'failed', reason: 'budget-spent' });
  });

  it.each([
    [
      'the number is none',
      refuse('InvalidParameter', 'Invalid parameter: PhoneNumber Reason: +1 is not valid to publish to'),
    ],
    ['SNS refuses us', refuse('AuthorizationError', 'not authorized', { status: 403 })],
  ])('gets back what was not sent, when %s', async (_, fault) => {
    const { batch } = await due();
    const before = await spent();
    service.proxy.inject('SNS.Publish', fault);
    await run(batch);
    expect(await spent()).toBe(before);
  });

  it('that cannot be asked leaves the text to be sent by the next try', async () => {
    const { phone, batch } = await due();
    const asked = async () => Promise.reject(new Error('not now'));
    const deliver = deliverOver(
      smsChannel({ budget: { ...budget, take: asked }, sendText: async () => Promise.reject(new Error('sent')) }),
    );
    const broken = queue(Deliver, async ({ body, log }) => deliver(body, { log }));
    expect((await broken(batch, lambdaContext())).batchItemFailures).toHaveLength(1);
    expect(await run(redelivered(batch))).toEqual(DONE);
    expect(service.takenFor(phone)).toHaveLength(1);
  });
});

describe('a text, whatever happens to its message and its worker', () => {
  it('is sent once when the message comes twice', async () => {
    const { phone, batch } = await due();
    await twice(handler, batch);
    expect(service.takenFor(phone)).toHaveLength(1);
  });

  it('is sent once when the message comes ten times at once', async () => {
    const { phone, batch } = await due();
    await concurrently(handler, batch, 10);
    expect(await run(redelivered(batch))).toEqual(DONE);
    expect(service.takenFor(phone)).toHaveLength(1);
  });

  it.each([
    ['claim and send', 'DynamoDB.UpdateItem', 0],
    ['send and record', 'SNS.Publish', 1],
  ])('is not sent again when its worker dies between %s: it counts as unknown', async (_, effect, sent) => {
    const { phone, delivery, batch } = await due();
    expect((await crashAfter(service.proxy, effect, handler, batch)).batchItemFailures).toHaveLength(1);
    expect(await run(redelivered(batch), LEASE)).toEqual(DONE);
    expect(await run(redelivered(batch), 2 * LEASE)).toEqual(DONE);
    expect(service.takenFor(phone)).toHaveLength(sent);
    expect(await stored(delivery)).toMatchObject({ state: 'unknown' });
  });

  it.each([
    ['the answer of SNS is lost', cut('after')],
    ['SNS has an error of its own', fail()],
    ['the connection dies before', cut('before')],
  ])('is asked for once when %s: it counts as unknown', async (_, fault) => {
    const { phone, delivery, batch } = await due();
    service.proxy.inject('SNS.Publish', fault);
    expect((await run(batch)).batchItemFailures).toHaveLength(1);
    expect(await run(redelivered(batch), LEASE)).toEqual(DONE);
    expect(
      service.proxy.callsOf('SNS.Publish').filter(({ input }) => JSON.stringify(input).includes(phone)),
    ).toHaveLength(1);
    expect(await stored(delivery)).toMatchObject({ state: 'unknown' });
  });

  it('is sent when the answer to its claim is lost', async () => {
    const { phone, delivery, batch } = await due();
    service.proxy.inject('DynamoDB.UpdateItem', cut('after'));
    expect(await run(batch)).toEqual(DONE);
    expect(service.takenFor(phone)).toHaveLength(1);
    expect(await stored(delivery)).toMatchObject({ state: 'sent' });
  });

  it('is sent later when SNS was over its rate, and that it is held could not be stored', async () => {
    const { phone, delivery, batch } = await due();
    const clock = throttledForLong(service.proxy, 'SNS.Publish');
    cannotStore('"held"');
    expect((await answerTo(batch, clock)).batchItemFailures).toHaveLength(1);
    service.proxy.heal();
    expect(await run(redelivered(batch), LEASE)).toEqual(DONE);
    expect(service.takenFor(phone)).toHaveLength(1);
    expect(await stored(delivery)).toMatchObject({ state: 'sent' });
  });

  it('is held later when quiet hours have begun, and that could not be stored', async () => {
    const { userId, phone, delivery, batch } = await due({ security: false });
    await setQuietHours(userId);
    cannotStore('"held"');
    expect((await run(batch)).batchItemFailures).toHaveLength(1);
    service.proxy.heal();
    expect(await run(redelivered(batch), LEASE)).toEqual(DONE);
    expect(await stored(delivery)).toMatchObject({ state: 'held' });
    expect(service.takenFor(phone)).toHaveLength(0);
  });

  it('is not sent and counts as failed when that could not be stored at first', async () => {
    const { userId, delivery, batch } = await due();
    await RecipientEntity.patch({ userId }).remove(['phone']).go();
    cannotStore('"no-address"');
    expect((await run(batch)).batchItemFailures).toHaveLength(1);
    service.proxy.heal();
    expect(await run(redelivered(batch), LEASE)).toEqual(DONE);
    expect(await stored(delivery)).toMatchObject({ state: 'failed', reason: 'no-address' });
  });

  it('is sent at once by the next try when it certainly was not sent', async () => {
    const { phone, batch } = await due();
    service.proxy.inject('SNS.Publish', refuse('AuthorizationError', 'not authorized', { status: 403 }));
    expect((await run(batch)).batchItemFailures).toHaveLength(1);
    expect(await run(redelivered(batch))).toEqual(DONE);
    expect(service.takenFor(phone)).toHaveLength(1);
  });

  it('is sent once, for once its segments, when SNS is over its rate for a moment', async () => {
    const { phone, batch } = await due();
    const before = await spent();
    service.proxy.inject('SNS.Publish', throttle(), { times: 2 });
    expect(await run(batch)).toEqual(DONE);
    expect(service.takenFor(phone)).toHaveLength(1);
    expect((await spent()) - before).toBe(1);
  });

  it('that is ready when the time of its worker is over costs nothing, and is sent by the next try', async () => {
    const { phone, batch } = await due();
    const before = await spent();
    const channel = smsChannel();
    let passed = 0;
    const prepare: typeof channel.prepare = async (...given) => {
      const prepared = await channel.prepare(...given);
      passed = 12_000;
      return prepared;
    };
    const slow = await answerTo(batch, () => Date.now() + passed, { ...channel, prepare });
    expect(slow.batchItemFailures).toHaveLength(1);
    expect(await spent()).toBe(before);
    expect(await run(redelivered(batch))).toEqual(DONE);
    expect(service.takenFor(phone)).toHaveLength(1);
  });

  it('is held, and costs nothing, when SNS is over its rate for longer than its worker has', async () => {
    const { phone, delivery, batch } = await due();
    const before = await spent();
    expect(await answerTo(batch, throttledForLong(service.proxy, 'SNS.Publish'))).toEqual(DONE);
    expect(await stored(delivery)).toMatchObject({ state: 'held' });
    expect(await spent()).toBe(before);
    expect(service.takenFor(phone)).toHaveLength(0);
  });
});

describe('a mail whose message comes to the queue of texts', () => {
  it('is no text, and stays to be sent by the queue of mails', async () => {
    const { phone, delivery, batch } = await due({ channel: 'email' });
    expect(await run(batch)).toEqual(DONE);
    expect(service.takenFor(phone)).toHaveLength(0);
    expect(await stored(delivery)).toMatchObject({ state: 'pending' });
  });
});

describe('a text that SNS refuses', () => {
  it('for its number fails, and nobody has to look', async () => {
    const { delivery, batch } = await due();
    service.proxy.inject(
      'SNS.Publish',
      refuse('InvalidParameter', 'Invalid parameter: PhoneNumber Reason: x is not valid to publish to'),
    );
    expect(await run(batch)).toEqual(DONE);
    expect(await stored(delivery)).toMatchObject({ state: 'failed', reason: 'invalid-number' });
    expect(service.deadLetters(delivery.deliveryId)).toEqual([]);
  });

  it('for another reason goes to the dead-letter queue, and is sent when it is redriven', async () => {
    const { phone, delivery, batch } = await due();
    service.proxy.inject('SNS.Publish', refuse('InvalidParameter', 'Invalid parameter: MessageAttributes'));
    expect(await run(batch)).toEqual(DONE);
    expect(service.deadLetters(delivery.deliveryId)).toEqual(['sms-refused']);
    expect(await run(redelivered(batch))).toEqual(DONE);
    expect(service.takenFor(phone)).toHaveLength(1);
  });

  it('does not hold up its batch, and neither does a poison message', async () => {
    const [one, other] = [await due(), await due()];
    const bodies = [one, other].map(({ batch }) => batch.Records[0]?.body ?? '');
    expect(await run(sqsEvent(bodies[0], 'poison', bodies[1]))).toEqual(DONE);
    for (const { phone } of [one, other]) expect(service.takenFor(phone)).toHaveLength(1);
    expect(service.deadLetters('poison')).toEqual(['malformed-json']);
  });
});
