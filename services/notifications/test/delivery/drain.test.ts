import { readFileSync } from 'node:fs';
import { TooManyRequestsException } from '@aws-sdk/client-sesv2';
import { seeded } from '@libs/testing';
import { handOver, type Refusals } from '../../src/adapters/hand-over.ts';
import { dueAfterThrottle } from '../../src/domain/backoff.ts';
import { virtualClock } from './virtual-clock.ts';

/** As in functions/delivery.yml. */
const BATCH = 10;
const MINUTE = 60_000;
/** What a mail takes at SES, and what its worker does before and after. */
const CALL_MS = 70;
const READ_AND_RECORD_MS = 30;
/** As in src/delivery/deliver.ts. */
const SENT_WITHIN_MS = 12_000;
const REFUSALS: Refusals = { refused: () => undefined, throttled: new Set(['TooManyRequestsException']) };

const functions = readFileSync(new URL('../../functions/delivery.yml', import.meta.url), 'utf8');
const [, workers = ''] = /SendMailQueue.Arn.*maximumConcurrency: (\d+)/.exec(functions) ?? [];

/** SES with so many mails a second, after a burst of one second's. */
function provider(perSecond: number, { now, wait }: ReturnType<typeof virtualClock>) {
  let tokens = perSecond;
  let filledAt = 0;
  const counted = { taken: 0, refused: 0 };
  async function send(): Promise<string> {
    await wait(CALL_MS);
    tokens = Math.min(perSecond, tokens + ((now() - filledAt) / 1000) * perSecond);
    filledAt = now();
    if (tokens < 1) {
      counted.refused += 1;
      const message = 'Maximum sending rate exceeded.';
      throw new TooManyRequestsException({ message, $metadata: { httpStatusCode: 429 } });
    }
    tokens -= 1;
    counted.taken += 1;
    return 'id';
  }
  return { send, counted };
}

interface Mail {
  readonly security: boolean;
  /** When it came, in milliseconds of the clock. */
  readonly at: number;
}

/** Mails that are all due at once, and ten about security that come when half of them are sent; until all are sent. Times are in seconds. */
async function drain({ mails, perSecond, seed }: { mails: number; perSecond: number; seed: number }) {
  const clock = virtualClock();
  const random = seeded(seed);
  const { send, counted } = provider(perSecond, clock);
  const queue: Mail[] = Array.from({ length: mails }, () => ({ security: false, at: 0 }));
  const held: { readonly mail: Mail; readonly due: number }[] = [];
  const sent: { readonly security: boolean; readonly after: number }[] = [];
  let holds = 0;
  const left = () => sent.length < mails + 10;

  async function deliver(mail: Mail): Promise<void> {
    const begun = clock.now();
    await clock.wait(READ_AND_RECORD_MS);
    const inTime = () => clock.now() < begun + SENT_WITHIN_MS;
    const { outcome } = await handOver(send, REFUSALS, inTime, { wait: clock.wait, random });
    if (outcome === 'sent') {
      sent.push({ security: mail.security, after: (clock.now() - mail.at) / 1000 });
    } else {
      holds += 1;
      held.push({ mail, due: dueAfterThrottle(clock.now(), random()).getTime() });
    }
  }

  async function worker(): Promise<void> {
    while (left()) {
      const batch = queue.splice(0, BATCH);
      if (batch.length === 0) await clock.wait(100);
      await Promise.all(batch.map(deliver));
    }
  }

  async function release(): Promise<void> {
    while (left()) {
      await clock.wait(MINUTE);
      for (const { mail, due } of held.splice(0)) {
        if (due <= clock.now()) queue.push(mail);
        else held.push({ mail, due });
      }
    }
  }

  async function tellOfSecurity(): Promise<void> {
    await clock.wait((mails / perSecond / 2) * 1000);
    queue.push(...Array.from({ length: 10 }, () => ({ security: true, at: clock.now() })));
  }

  await clock.run(Promise.all([...Array.from({ length: Number(workers) }, worker), release(), tellOfSecurity()]));
  const slowest = (of: typeof sent) => Math.round(Math.max(...of.map(({ after }) => after)));
  return { ...counted, holds, all: slowest(sent), security: slowest(sent.filter(({ security }) => security)) };
}

describe.each([1, 2, 3])('mails that are all due at once, by seed %i', (seed) => {
  it('a thousand, at 14 a second, are sent in little more than the 71 seconds that SES needs, and none is held', async () => {
    const figures = await drain({ mails: 1000, perSecond: 14, seed });
    expect(figures.all).toBeLessThan(80);
    expect(figures).toMatchObject({ taken: 1010, holds: 0 });
    expect(figures.refused).toBeLessThan(2000);
  });

  it('ten thousand, at 14 a second, are sent in little more than the 12 minutes that SES needs', async () => {
    const { all } = await drain({ mails: 10_000, perSecond: 14, seed });
    expect(all).toBeLessThan(13 * 60);
  });

  it('about security wait for those before them in the queue, and for none that is held', async () => {
    const { security } = await drain({ mails: 1000, perSecond: 14, seed });
    expect(security).toBeLessThan(45);
  });

  it('a hundred, at the one a second of an account that is new, are sent in a few minutes', async () => {
    const { all, holds } = await drain({ mails: 100, perSecond: 1, seed });
    expect(holds).toBeGreaterThan(0);
    expect(all).toBeLessThan(5 * 60);
  });
});

if (process.env['FIGURES'] !== undefined) {
  it.each([1, 14, 50])('prints its figures, at %i a second', async (perSecond) => {
    for (const mails of [100, 1000, 10_000]) {
      const figures = await drain({ mails, perSecond, seed: 1 });
      process.stdout.write(`drained: ${JSON.stringify({ perSecond, mails, ...figures })}\n`);
    }
  });
}
