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
import { emailChannel } from '../../src/channels/email.ts';
import { Deliver } from '../../src/contract/deliver.ts';
import type { StoredDelivery } from '../../src/data/deliveries.ts';
import { deliveries } from '../../src/data/deliveries.ts';
import { RecipientEntity } from '../../src/data/entities/recipient.ts';
import { suppressions } from '../../src/data/suppressions.ts';
import { deliverOver } from '../../src/delivery/deliver.ts';
import { DEFAULTS } from '../../src/domain/preferences.ts';
import { handler } from '../../src/functions/send-mail.ts';
import { queue } from '@libs/handler';
import { planned, stored } from '../deliveries.ts';
import { mailService } from '../mail-service.ts';
import { knownPerson } from '../store.ts';

const service = mailService();

/** The same worker when so many milliseconds have gone by. */
const after = (milliseconds: number) => {
  const deliver = deliverOver(emailChannel(), () => Date.now() + milliseconds);
  return queue(Deliver, async ({ body, log }) => deliver(body, { log }));
};
const LEASE = 60_000;
const DONE = { batchItemFailures: [] };

const messageOf = ({ userId, deliveryId, channel }: StoredDelivery) => ({ userId, deliveryId, channel });

/** A mail that is to go to somebody, and the batch that says so. */
async function due(given: Partial<StoredDelivery> = {}, person: Parameters<typeof knownPerson>[0] = {}) {
  const { userId, email } = await knownPerson(person);
  const delivery = await planned({ userId, ...given });
  return { userId, email, delivery, batch: sqsEvent(messageOf(delivery)) };
}

const run = async (batch: ReturnType<typeof sqsEvent>) => handler(batch, lambdaContext());

describe('a mail', () => {
  it('is sent to the person in HTML and text, named so that its events find back, and noted', async () => {
    const { email, userId, delivery, batch } = await due();
    expect(await run(batch)).toEqual(DONE);
    const [mail] = service.mailsTo(email);
    expect(mail?.ConfigurationSetName).toBe(process.env['MAIL_CONFIGURATION_SET']);
    expect(mail?.EmailTags).toEqual([
      { Name: 'userId', Value: userId },
      { Name: 'deliveryId', Value: delivery.deliveryId },
    ]);
    expect(mail?.Content.Simple.Body.Html.Data).toContain('<html');
    expect(mail?.Content.Simple.Body.Text.Data).toContain('@ada');
    const { providerId, ...noted } = (await stored(delivery)) ?? {};
    expect(noted).toMatchObject({ state: 'sent', attempts: 1, sentAt: expect.any(String) as string });
    expect(providerId).toContain('@email.amazonses.com');
  });

  it('can be unsubscribed from by one click', async () => {
    const { email, batch } = await due();
    await run(batch);
    const [mail] = service.mailsTo(email);
    const headers = Object.fromEntries(mail?.Content.Simple.Headers.map(({ Name, Value }) => [Name, Value]) ?? []);
    expect(headers['List-Unsubscribe']).toMatch(
      /^<https:\/\/api\.longhouse\.example\/notifications\/unsubscribe\?token=[\w.-]+>$/,
    );
    expect(headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
  });

  it('about security cannot be unsubscribed from, and is sent to one who wants none, in quiet hours', async () => {
    const wantsNone = { ...DEFAULTS.channels.account, email: false };
    const { email, batch } = await due(
      { security: true, told: { kind: 'new-sign-in', at: '2026-11-21T10:00:00.000Z' } },
      { preferences: { channels: { ...DEFAULTS.channels, account: wantsNone }, quietHours: allDay() } },
    );
    expect(await run(batch)).toEqual(DONE);
    const [mail] = service.mailsTo(email);
    expect(mail?.Content.Simple.Headers).toEqual([]);
  });

  it('goes to the address of now', async () => {
    const { userId, batch } = await due();
    await RecipientEntity.patch({ userId })
      .set({ email: `new-${userId}@example.com` })
      .go();
    await run(batch);
    expect(service.mailsTo(`new-${userId}@example.com`)).toHaveLength(1);
  });
});

describe('a mail that is not to be sent any more', () => {
  it.each([
    [
      'to a suppressed address, written in another case',
      'suppressed',
      async ({ email }: { email: string }) => suppressions.add(email.toUpperCase(), 'bounce', new Date()),
    ],
    ['to one who has opted out meanwhile', 'opted-out', async ({ userId }: { userId: string }) => optOut(userId)],
    [
      'to one whose account is gone',
      'closed',
      async ({ userId }: { userId: string }) => RecipientEntity.patch({ userId }).set({ closed: true }).go(),
    ],
    [
      'to one of whom nothing is known',
      'closed',
      async ({ userId }: { userId: string }) => RecipientEntity.delete({ userId }).go(),
    ],
    [
      'to one without an address',
      'no-address',
      async ({ userId }: { userId: string }) => RecipientEntity.patch({ userId }).remove(['email']).go(),
    ],
  ])('%s, fails as %s', async (_, reason, change) => {
    const { email, userId, delivery, batch } = await due();
    await change({ email, userId });
    expect(await run(batch)).toEqual(DONE);
    expect(service.mailsTo(email)).toHaveLength(0);
    expect(await stored(delivery)).toMatchObject({ state: 'failed', reason });
  });

  it('of a person whose items are erased is dropped', async () => {
    const { email, delivery } = await due();
    expect(await run(sqsEvent({ ...messageOf(delivery), deliveryId: 'erased_email' }))).toEqual(DONE);
    expect(service.mailsTo(email)).toHaveLength(0);
  });

  it('of a digest goes by the choice of digests, not by that of the category', async () => {
    const digest = {
      kind: 'digest',
      period: 'daily',
      count: 1,
      items: [{ title: 'A', at: '2026-11-21T10:00:00.000Z' }],
    } as const;
    const wanted = await due({ told: digest, category: 'product' }, { preferences: { digest: 'daily' } });
    const unwanted = await due({ told: digest, category: 'product' });
    await run(wanted.batch);
    await run(unwanted.batch);
    expect(service.mailsTo(wanted.email)).toHaveLength(1);
    expect(await stored(unwanted.delivery)).toMatchObject({ state: 'failed', reason: 'opted-out' });
  });

  it('before quiet hours end, which began while it was in the queue, is held until then', async () => {
    const { email, delivery, batch } = await due({}, { preferences: { quietHours: allDay() } });
    expect(await run(batch)).toEqual(DONE);
    expect(service.mailsTo(email)).toHaveLength(0);
    const held = await stored(delivery);
    expect(held?.state).toBe('held');
    expect(Date.parse(held?.dueAt ?? '')).toBeGreaterThan(Date.now());
  });
});

describe('a mail, whatever happens to its message and its worker', () => {
  it('is sent once when the message comes twice', async () => {
    const { email, batch } = await due();
    const outcomes = await twice(handler, batch);
    expect(outcomes).toEqual([1, 2].map(() => ({ status: 'fulfilled', value: DONE })));
    expect(service.mailsTo(email)).toHaveLength(1);
  });

  it('is sent once when the message comes ten times at once, and the others find it done when they come again', async () => {
    const { email, batch } = await due();
    await concurrently(handler, batch, 10);
    expect(await run(redelivered(batch))).toEqual(DONE);
    expect(service.mailsTo(email)).toHaveLength(1);
  });

  it('is not sent by a message that comes days late', async () => {
    const { email, batch } = await due();
    await run(batch);
    expect(await after(4 * 24 * 3600_000)(redelivered(batch), lambdaContext())).toEqual(DONE);
    expect(service.mailsTo(email)).toHaveLength(1);
  });

  it('is sent after the lease when the worker dies between claim and mail', async () => {
    const { email, batch } = await due();
    const meanwhile = await crashAfter(service.proxy, 'DynamoDB.UpdateItem', handler, batch);
    expect(meanwhile.batchItemFailures).toHaveLength(1);
    expect(service.mailsTo(email)).toHaveLength(0);
    expect(await after(LEASE)(redelivered(batch), lambdaContext())).toEqual(DONE);
    expect(service.mailsTo(email)).toHaveLength(1);
  });

  it("is not sent again when the worker dies between mail and record, and SES's own event has told of it", async () => {
    const { email, delivery, batch } = await due();
    await crashAfter(service.proxy, 'SESv2.SendEmail', handler, batch);
    await deliveries.note(delivery, 'sent', { at: new Date() });
    expect(await after(LEASE)(redelivered(batch), lambdaContext())).toEqual(DONE);
    expect(service.mailsTo(email)).toHaveLength(1);
  });

  it('is not sent again while the lease holds, by whoever comes', async () => {
    const { email, batch } = await due();
    const meanwhile = await crashAfter(service.proxy, 'SESv2.SendEmail', handler, batch);
    expect(meanwhile.batchItemFailures).toHaveLength(1);
    expect((await after(LEASE - 5000)(redelivered(batch), lambdaContext())).batchItemFailures).toHaveLength(1);
    expect(service.mailsTo(email)).toHaveLength(1);
  });

  it('is not sent by a worker that went on after its lease, when another has sent it', async () => {
    const { email, batch } = await due();
    const { promise: woken, resolve: wake } = Promise.withResolvers<void>();
    let passed = 0;
    const frozen = deliverOver(
      {
        name: 'email',
        sendsAgain: true,
        prepare: async (...given) => {
          await woken;
          return emailChannel().prepare(...given);
        },
      },
      () => Date.now() + passed,
    );
    const slow = queue(Deliver, async ({ body, log }) => frozen(body, { log }))(batch, lambdaContext());
    expect((await run(redelivered(batch))).batchItemFailures).toHaveLength(1);
    expect(await after(LEASE)(redelivered(batch), lambdaContext())).toEqual(DONE);
    passed = LEASE;
    wake();
    await slow;
    expect(service.mailsTo(email)).toHaveLength(1);
  });

  it('is sent once when the connection dies before SES has it: after the lease, since nobody can know', async () => {
    const { email, batch } = await due();
    service.proxy.inject('SESv2.SendEmail', cut('before'));
    expect((await run(batch)).batchItemFailures).toHaveLength(1);
    expect(await after(LEASE)(redelivered(batch), lambdaContext())).toEqual(DONE);
    expect(service.mailsTo(email)).toHaveLength(1);
  });

  it.each([
    ['the answer of SES is lost', cut('after')],
    ['SES has an error of its own', fail()],
  ])('is not sent again at once when %s', async (_, fault) => {
    const { email, batch } = await due();
    service.proxy.inject('SESv2.SendEmail', fault);
    expect((await run(batch)).batchItemFailures).toHaveLength(1);
    expect((await run(redelivered(batch))).batchItemFailures).toHaveLength(1);
    expect(
      service.proxy.callsOf('SESv2.SendEmail').filter(({ input }) => JSON.stringify(input).includes(email)),
    ).toHaveLength(1);
  });

  it('is sent at once by the next try when it certainly was not sent', async () => {
    const { email, batch } = await due();
    service.proxy.inject('SESv2.SendEmail', refuse('AccessDeniedException', 'not authorized', { status: 403 }));
    expect((await run(batch)).batchItemFailures).toHaveLength(1);
    expect(await run(redelivered(batch))).toEqual(DONE);
    expect(service.mailsTo(email)).toHaveLength(1);
  });

  it('is sent at once by the next try when it could not be made', async () => {
    const { email, batch } = await due();
    service.proxy.inject('DynamoDB.GetItem', throttle(), { times: 10 });
    expect((await run(batch)).batchItemFailures).toHaveLength(1);
    service.proxy.heal();
    expect(await run(redelivered(batch))).toEqual(DONE);
    expect(service.mailsTo(email)).toHaveLength(1);
  });

  it('that was sent and could not be recorded is not sent again while the lease holds', async () => {
    const { email, batch } = await due();
    service.proxy.inject('DynamoDB.UpdateItem', throttle(), { after: 1, times: 10 });
    expect((await run(batch)).batchItemFailures).toHaveLength(1);
    service.proxy.heal();
    expect((await run(redelivered(batch))).batchItemFailures).toHaveLength(1);
    expect(service.mailsTo(email)).toHaveLength(1);
  });
});

describe('a mail that SES refuses', () => {
  it.each(['MessageRejected', 'BadRequestException'])(
    'as %s goes to the dead-letter queue with its reason, and is sent when it is redriven',
    async (code) => {
      const { email, delivery, batch } = await due();
      service.proxy.inject('SESv2.SendEmail', refuse(code, 'Email address is not verified.'));
      expect(await run(batch)).toEqual(DONE);
      expect(service.deadLetters(delivery.deliveryId)).toEqual(['mail-refused']);
      expect(await stored(delivery)).toMatchObject({ state: 'failed', reason: 'mail-refused' });
      expect(await run(sqsEvent(messageOf(delivery)))).toEqual(DONE);
      expect(service.mailsTo(email)).toHaveLength(1);
      expect((await stored(delivery))?.reason).toBeUndefined();
    },
  );
});

describe('a batch with a poison message', () => {
  it.each([
    ['that is not JSON', '{"userId":', 'malformed-json'],
    ['of another channel', { channel: 'live' }, 'invalid-message'],
    ['without a delivery', { deliveryId: undefined }, 'invalid-message'],
    ['with characters that SES takes for no tag', { deliveryId: 'a b#c' }, 'invalid-message'],
  ])('%s gives up that one alone, with its reason', async (_, given, reason) => {
    const [before, behind] = [await due(), await due()];
    const poison = typeof given === 'string' ? given : { ...messageOf(before.delivery), ...given };
    const deadBefore = service.deadLetters('').length;
    expect(await run(sqsEvent(messageOf(before.delivery), poison, messageOf(behind.delivery)))).toEqual(DONE);
    for (const { email } of [before, behind]) expect(service.mailsTo(email)).toHaveLength(1);
    expect(service.deadLetters('').slice(deadBefore)).toEqual([reason]);
  });
});

/** Quiet hours that hold at any time of day but the minute before `now`. */
function allDay() {
  const clock = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString().slice(11, 16);
  return { start: clock(-60), end: clock(60) };
}

async function optOut(userId: string) {
  const account = { ...DEFAULTS.channels.account, email: false };
  const preferences = { ...DEFAULTS, channels: { ...DEFAULTS.channels, account } };
  return RecipientEntity.patch({ userId }).set({ preferences }).go();
}
