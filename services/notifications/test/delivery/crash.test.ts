import { queue } from '@libs/handler';
import { type Call, type Fault, lambdaContext, redelivered, sqsEvent } from '@libs/testing';
import { emailChannel } from '../../src/channels/email.ts';
import { Deliver } from '../../src/contract/deliver.ts';
import { deliverOver } from '../../src/delivery/deliver.ts';
import { handler as noteMailEvents } from '../../src/functions/note-mail-events.ts';
import { handler } from '../../src/functions/send-mail.ts';
import { planned, stored } from '../deliveries.ts';
import { mailEvent } from '../mail-events.ts';
import { mailService } from '../mail-service.ts';
import { knownPerson } from '../store.ts';

const service = mailService();

const LEASE = 60_000;
const SEND = 'SESv2.SendEmail';

/** The calls of a worker that sends one mail, in their order. The middle three are made beside one another or do not matter to it. */
const CALLS = ['claim', 'read', 'read', 'read', 'send', 'record'] as const;
const SENT = CALLS.indexOf('send');

async function due() {
  const { userId, email } = await knownPerson();
  const delivery = await planned({ userId });
  const { deliveryId, channel } = delivery;
  return { email, delivery, batch: sqsEvent({ userId, deliveryId, channel }) };
}

/** The process dies at its call number `at`: before that has reached anybody, or after it was done. Nothing that it does later arrives. */
function killAt(at: number, moment: 'before' | 'after'): void {
  let seen = 0;
  let dead = false;
  const kill: Fault = {
    name: `killed ${moment} call ${at}`,
    meet: async ({ forward, answer, cut }) => {
      if (dead) return cut();
      const number = seen++;
      if (number < at) return answer(await forward());
      dead = true;
      if (moment === 'after') await forward();
      return cut();
    },
  };
  service.proxy.inject('*', kill, { times: Number.POSITIVE_INFINITY });
}

/** A first worker dies, a second comes when the lease is over; between them SES's own event does, or comes too late. */
async function mailsAfter(at: number, moment: 'before' | 'after', event: 'in time' | 'too late'): Promise<number> {
  const { email, delivery, batch } = await due();
  killAt(at, moment);
  await Promise.allSettled([handler(batch, lambdaContext())]);
  service.proxy.heal();
  if (event === 'in time' && service.mailsTo(email).length > 0) {
    await noteMailEvents(sqsEvent(mailEvent('Send', delivery, { send: {} })), lambdaContext());
  }
  const deliver = deliverOver(emailChannel(), () => Date.now() + LEASE);
  const second = queue(Deliver, async ({ body, log }) => deliver(body, { log }));
  expect(await second(redelivered(batch), lambdaContext())).toEqual({ batchItemFailures: [] });
  expect(await stored(delivery)).toMatchObject({ state: 'sent' });
  return service.mailsTo(email).length;
}

const deaths = CALLS.flatMap((call, at) => (['before', 'after'] as const).map((moment) => ({ call, at, moment })));

it('makes these calls, and no other', async () => {
  // The first mail of a process reads the secret as well.
  const [first, second] = [await due(), await due()];
  await handler(first.batch, lambdaContext());
  const before = service.proxy.calls.length;
  await handler(second.batch, lambdaContext());
  const calls = service.proxy.calls.slice(before).map(({ operation }: Call) => operation);
  expect(calls).toEqual([
    'DynamoDB.UpdateItem',
    'DynamoDB.GetItem',
    'DynamoDB.GetItem',
    'DynamoDB.GetItem',
    SEND,
    'DynamoDB.UpdateItem',
  ]);
});

describe("a worker that dies, when SES's event comes before the lease is over", () => {
  it.each(deaths)('$moment its $call (call $at) neither loses nor doubles the mail', async ({ at, moment }) => {
    expect(await mailsAfter(at, moment, 'in time')).toBe(1);
  });
});

describe("a worker that dies, when SES's event comes too late", () => {
  const doubles = ({ at, moment }: (typeof deaths)[number]) =>
    (at === SENT && moment === 'after') || (at === SENT + 1 && moment === 'before');

  it.each(deaths.filter((death) => !doubles(death)))(
    '$moment its $call (call $at) neither loses nor doubles the mail',
    async ({ at, moment }) => {
      expect(await mailsAfter(at, moment, 'too late')).toBe(1);
    },
  );

  it.each(deaths.filter(doubles))('$moment its $call (call $at) doubles it', async ({ at, moment }) => {
    expect(await mailsAfter(at, moment, 'too late')).toBe(2);
  });
});

it('is in that window for a small part of the lease', async () => {
  const windows: number[] = [];
  for (let mail = 0; mail < 50; mail++) {
    const { batch } = await due();
    let takenAt = 0;
    const note: Fault = {
      name: 'noted when',
      meet: async ({ call, forward, answer }) => {
        const outcome = await forward();
        if (call.operation === SEND) takenAt = performance.now();
        else if (takenAt > 0) windows.push(performance.now() - takenAt);
        answer(outcome);
      },
    };
    service.proxy.inject('*', note, { times: Number.POSITIVE_INFINITY });
    await handler(batch, lambdaContext());
    service.proxy.heal();
  }
  const sorted = windows.toSorted((one, other) => one - other);
  const quantile = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
  const figures = { mails: sorted.length, p50: quantile(0.5), p99: quantile(0.99) };
  if (process.env['FIGURES'] !== undefined)
    process.stdout.write(`window of a second mail, ms: ${JSON.stringify(figures)}\n`);
  expect(figures.mails).toBe(50);
  expect(figures.p50).toBeLessThan(LEASE / 100);
});
