import { randomUUID } from 'node:crypto';
import { concurrently, lambdaContext, orders, sqsEvent, throttle, twice } from '@libs/testing';
import { SuppressionEntity } from '../../src/data/entities/suppression.ts';
import { suppressions } from '../../src/data/suppressions.ts';
import { handler } from '../../src/functions/note-mail-events.ts';
import { planned, stored } from '../deliveries.ts';
import { bounceOf, complaintOf, deliveryOf, mailEvent } from '../mail-events.ts';
import { mailService } from '../mail-service.ts';

const service = mailService();

const DONE = { batchItemFailures: [] };
const run = async (...events: unknown[]) => handler(sqsEvent(...events), lambdaContext());
const someone = () => `${randomUUID()}@example.com`;

describe('what SES tells of a mail', () => {
  it('that it took it is noted, also when the worker died before it could', async () => {
    const delivery = await planned({ state: 'sending', leaseUntil: Date.now() });
    expect(await run(mailEvent('Send', delivery, { send: {} }))).toEqual(DONE);
    expect(await stored(delivery)).toMatchObject({
      state: 'sent',
      sentAt: '2026-11-21T10:00:00.000Z',
      providerId: '010701f0a1b2c3d4-00000000-0000-4000-8000-000000000000-000000',
    });
  });

  it('that it was delivered is noted', async () => {
    const delivery = await planned({ state: 'sent' });
    await run(mailEvent('Delivery', delivery, deliveryOf('ada@example.com')));
    expect(await stored(delivery)).toMatchObject({ state: 'delivered' });
  });

  it('that the address does not exist is noted, and it is never written to again', async () => {
    const [delivery, address] = [await planned({ state: 'sent' }), someone()];
    await run(mailEvent('Bounce', delivery, bounceOf(`Ada <${address.toUpperCase()}>`, 'Permanent', 'NoEmail')));
    expect(await stored(delivery)).toMatchObject({ state: 'bounced', reason: 'Permanent/NoEmail' });
    expect(await suppressions.has(address)).toBe(true);
  });

  it.each(['Transient', 'Undetermined'])('a bounce that is %s is noted, and no more', async (type) => {
    const [delivery, address] = [await planned({ state: 'sent' }), someone()];
    await run(mailEvent('Bounce', delivery, bounceOf(address, type, 'MailboxFull')));
    expect(await stored(delivery)).toMatchObject({ state: 'sent', reason: `${type}/MailboxFull` });
    expect(await suppressions.has(address)).toBe(false);
  });

  it('that its reader called it spam is noted, and the address is never written to again', async () => {
    const [delivery, address] = [await planned({ state: 'delivered' }), someone()];
    await run(mailEvent('Complaint', delivery, complaintOf(address)));
    expect(await stored(delivery)).toMatchObject({ state: 'complained' });
    expect(await suppressions.has(address)).toBe(true);
  });

  it('that its reader took it out of the spam changes nothing', async () => {
    const [delivery, address] = [await planned({ state: 'delivered' }), someone()];
    expect(await run(mailEvent('Complaint', delivery, complaintOf(address, 'not-spam')))).toEqual(DONE);
    expect(await stored(delivery)).toMatchObject({ state: 'delivered' });
    expect(await suppressions.has(address)).toBe(false);
  });

  it('that somebody complained, and not why, suppresses the address', async () => {
    const address = someone();
    expect(await run(mailEvent('Complaint', undefined, complaintOf(address, null)))).toEqual(DONE);
    expect(await suppressions.has(address)).toBe(true);
  });

  it('that it refused it after all is noted, and says nothing of the address', async () => {
    const delivery = await planned({ state: 'sent' });
    await run(mailEvent('Reject', delivery, { reject: { reason: 'Bad content' } }));
    expect(await stored(delivery)).toMatchObject({ state: 'bounced', reason: 'rejected' });
  });

  it.each(['Open', 'Click', 'DeliveryDelay', 'Rendering Failure', 'Subscription', 'SomethingNew'])(
    'of the kind %s changes nothing',
    async (kind) => {
      const delivery = await planned({ state: 'sent' });
      expect(await run(mailEvent(kind, delivery, { [kind.toLowerCase()]: { any: ['thing'] } }))).toEqual(DONE);
      expect(await stored(delivery)).toMatchObject({ state: 'sent' });
    },
  );

  it('of a mail that is no delivery suppresses all the same', async () => {
    const address = someone();
    expect(await run(mailEvent('Bounce', undefined, bounceOf(address)))).toEqual(DONE);
    expect(await suppressions.has(address)).toBe(true);
  });

  it('of a person who is gone changes nothing', async () => {
    const gone = { ...(await planned()), userId: randomUUID() };
    expect(await run(mailEvent('Delivery', gone, deliveryOf('ada@example.com')))).toEqual(DONE);
    expect(await stored(gone)).toBeNull();
  });
});

describe('what SES tells', () => {
  const told = ['Send', 'Delivery', 'Bounce', 'Complaint'] as const;

  it.each(orders([...told]))('comes to the same in the order %s, %s, %s, %s, each twice', async (...order) => {
    const [delivery, address] = [await planned({ state: 'sending', leaseUntil: 0 }), someone()];
    const parts = {
      Send: {},
      Delivery: deliveryOf(address),
      Bounce: bounceOf(address),
      Complaint: complaintOf(address),
    };
    for (const kind of order) await twice(handler, sqsEvent(mailEvent(kind, delivery, parts[kind])));
    expect(await stored(delivery)).toMatchObject({ state: 'complained' });
    expect(await suppressions.has(address)).toBe(true);
  });

  it('comes to the same ten times at once', async () => {
    const [delivery, address] = [await planned({ state: 'sent' }), someone()];
    const outcomes = await concurrently(handler, sqsEvent(mailEvent('Bounce', delivery, bounceOf(address))), 10);
    expect(outcomes).toEqual(Array.from({ length: 10 }, () => ({ status: 'fulfilled', value: DONE })));
    expect(await stored(delivery)).toMatchObject({ state: 'bounced' });
  });

  it('comes again when the table does not take it', async () => {
    const [delivery, address] = [await planned({ state: 'sent' }), someone()];
    service.proxy.inject('DynamoDB.PutItem', throttle(), { times: 10 });
    expect((await run(mailEvent('Bounce', delivery, bounceOf(address)))).batchItemFailures).toHaveLength(1);
    service.proxy.heal();
    await run(mailEvent('Bounce', delivery, bounceOf(address)));
    expect(await stored(delivery)).toMatchObject({ state: 'bounced' });
    expect(await suppressions.has(address)).toBe(true);
  });

  it.each([
    ['is not JSON', 'Successfully validated', 'malformed-json'],
    ['is of nothing', { mail: {} }, 'invalid-message'],
    [
      'is of no time',
      mailEvent('Bounce', undefined, { bounce: { ...bounceOf('a@b').bounce, timestamp: 'soon' } }),
      'invalid-message',
    ],
  ])('and %s gives up that message alone, with its reason', async (_, poison, reason) => {
    const delivery = await planned({ state: 'sent' });
    const before = service.deadLetters('').length;
    expect(await run(poison, mailEvent('Delivery', delivery, deliveryOf('ada@example.com')))).toEqual(DONE);
    expect(await stored(delivery)).toMatchObject({ state: 'delivered' });
    expect(service.deadLetters('').slice(before)).toEqual([reason]);
  });
});

describe('a suppressed address', () => {
  it('is in the table as a hash alone', async () => {
    const address = someone();
    await suppressions.add(address, 'bounce', new Date());
    const { data } = await SuppressionEntity.scan.go({ data: 'raw', pages: 'all' });
    expect(JSON.stringify(data)).toContain('suppression');
    expect(JSON.stringify(data)).not.toContain(address);
  });
});
