import { BadRequest } from '@libs/contracts/errors';
import type { Schedule } from '../../src/domain/schedule.ts';
import { handOut as work } from '../../src/due/hand-out.ts';
import { scene } from '../scene.ts';
import { planned } from '../schedules.ts';

const NOW = '2026-11-21T10:00:30.000Z';
const now = new Date(NOW);

const at = (time: string, more: Parameters<typeof planned>[0] = {}): Schedule =>
  planned({ now, when: { at: `2026-11-21T${time}Z` }, ...more });
const idsOf = (all: readonly { readonly scheduleId: string }[]): string[] => all.map(({ scheduleId }) => scheduleId);

it('sends what is due until the end of the third minute from now, and what comes after it not yet', async () => {
  const { handOut, sent, store } = scene(NOW);
  const [first, last, next] = [at('10:00:31'), at('10:03:59.999'), at('10:04:00')];
  await store(first, last, next);
  await handOut();
  expect(sent).toMatchObject([
    { scheduleId: first.scheduleId, version: 1, plannedAt: '2026-11-21T10:00:31.000Z' },
    { scheduleId: last.scheduleId, version: 1, plannedAt: '2026-11-21T10:03:59.999Z' },
  ]);
});

it('sends each once, however often the tick comes', async () => {
  const { handOut, sent, store } = scene(NOW);
  await store(at('10:02:00'));
  await handOut();
  await handOut();
  expect(sent).toHaveLength(1);
});

it.each([99, 100, 101, 200, 201])('sends all of %d in one minute, once', async (count) => {
  const { handOut, sent, store } = scene(NOW);
  const all = Array.from({ length: count }, () => at('10:02:00'));
  await store(...all);
  await handOut();
  expect(idsOf(sent).toSorted()).toEqual(idsOf(all).toSorted());
});

it('stores where it is once for all minutes in which there is nothing', async () => {
  const { handOut, stores, at: move } = scene(NOW);
  await handOut();
  let saved = 0;
  const { save } = stores.positions;
  stores.positions.save = async (...given) => {
    saved += 1;
    return save(...given);
  };
  move('2026-11-21T10:30:30.000Z');
  await handOut();
  expect(saved).toBe(2);
});

it('after ten minutes without a tick sends all that was missed', async () => {
  const { handOut, sent, store, at: move } = scene(NOW);
  await handOut();
  const missed = [at('10:04:00'), at('10:09:30'), at('10:13:00')];
  await store(...missed);
  move('2026-11-21T10:10:30.000Z');
  await handOut();
  expect(idsOf(sent)).toEqual(idsOf(missed));
});

it('does not check what it has handed out itself in this very run', async () => {
  const { handOut, sent, store, at: move } = scene(NOW);
  await handOut();
  await store(at('10:04:00'));
  move('2026-11-21T10:20:30.000Z');
  expect(await handOut()).toEqual({ handedOut: 1, woken: 0 });
  expect(sent).toHaveLength(1);
});

it('sends once more what has not fired five minutes after its time, and then less and less often', async () => {
  const { handOut, sent, store, at: move } = scene(NOW);
  await store(at('10:01:00'));
  const times: string[] = [];
  for (let minute = 0; minute < 240; minute++) {
    const time = new Date(now.getTime() + minute * 60_000).toISOString();
    move(time);
    await handOut();
    if (sent.length > times.length) times.push(time.slice(11, 16));
  }
  // Five minutes after it was due, and after it was woken: in 1, 2, 4, 8, 16, 32 and then 60 minutes.
  expect(times).toEqual(['10:00', '10:06', '10:12', '10:19', '10:28', '10:41', '11:02', '11:39', '12:44', '13:49']);
});

it('finds what no message was ever sent for', async () => {
  const { handOut, sent, store, at: move } = scene(NOW);
  await handOut();
  // Behind the walk: the stream's function should have sent it, and was broken.
  const unsent = at('10:02:00');
  await store(unsent);
  move('2026-11-21T10:06:30.000Z');
  await handOut();
  expect(sent).toEqual([]);
  move('2026-11-21T10:07:30.000Z');
  await handOut();
  expect(idsOf(sent)).toEqual([unsent.scheduleId]);
});

it('sends nothing of what was paused or removed meanwhile', async () => {
  const { handOut, sent, store, stores } = scene(NOW);
  const [paused, removed] = [at('10:02:00'), at('10:02:00')];
  await store(paused, removed);
  await stores.schedules.change(paused, {}, (before) => ({
    ...before,
    state: 'paused',
    nextAt: undefined,
    version: 2,
  }));
  await stores.schedules.remove(removed);
  await handOut();
  expect(sent).toEqual([]);
});

it('goes back with the clock, and finds what is planned by it', async () => {
  const { handOut, sent, store, at: move } = scene('2026-11-21T12:00:30.000Z');
  await handOut();
  move(NOW);
  await store(at('10:30:00'));
  for (const time of ['10:00:30', '10:26:30', '10:27:30']) {
    move(`2026-11-21T${time}.000Z`);
    await handOut();
  }
  expect(sent).toHaveLength(1);
});

it('stays where it is when another worker’s clock is some seconds behind', async () => {
  const { handOut, stores, at: move } = scene('2026-11-21T10:01:00.100Z');
  await handOut();
  const before = await stores.positions.find(0, 'hand-out');
  move('2026-11-21T10:00:59.900Z');
  await handOut();
  expect(await stores.positions.find(0, 'hand-out')).toEqual(before);
});

it('goes forward with the clock, and leaves nothing behind', async () => {
  const { handOut, sent, store, at: move } = scene(NOW);
  await handOut();
  const between = at('10:30:00');
  await store(between);
  move('2026-11-21T12:00:30.000Z');
  await handOut();
  expect(idsOf(sent)).toEqual([between.scheduleId]);
});

it('stops when its time is over, and goes on there', async () => {
  const { handOut, sent, store, queue } = scene(NOW);
  await store(...Array.from({ length: 250 }, () => at('10:02:00')));
  const over = new AbortController();
  const { send } = queue;
  queue.send = async (page) => {
    await send(page);
    over.abort();
  };
  await handOut(undefined, over.signal);
  expect(sent).toHaveLength(100);
  await handOut();
  expect(new Set(idsOf(sent)).size).toBe(250);
  expect(sent).toHaveLength(250);
});

it('leaves the shard to another worker who is faster', async () => {
  const { handOut, sent, store, queue } = scene(NOW);
  await store(...Array.from({ length: 250 }, () => at('10:02:00')));
  const { send } = queue;
  queue.send = async (page) => {
    queue.send = send;
    await send(page);
    // Comes in between, and does it all.
    await handOut();
  };
  await handOut();
  // The page at which they met.
  expect(sent).toHaveLength(350);
  expect(new Set(idsOf(sent)).size).toBe(250);
});

it('sends nothing of a page to which the queue is closed, and all of it when it is open again', async () => {
  const { handOut, sent, store, queue } = scene(NOW);
  await store(at('10:02:00'));
  const { send } = queue;
  queue.send = async () => Promise.reject(new Error('closed'));
  await expect(handOut()).rejects.toThrow('closed');
  queue.send = send;
  await handOut();
  expect(sent).toHaveLength(1);
});

it('sends what was lost within minutes of the queue being open again, however long it was closed', async () => {
  // Prepare
  const { handOut, sent, store, queue, at: move } = scene(NOW);
  await store(at('10:01:00'));
  await handOut();
  sent.length = 0;
  const { send } = queue;
  queue.send = async () => Promise.reject(new Error('closed'));
  // Act
  let minute = 1;
  for (; minute < 300; minute++) {
    move(new Date(now.getTime() + minute * 60_000).toISOString());
    await handOut().catch(() => undefined);
  }
  queue.send = send;
  for (; minute < 302; minute++) {
    move(new Date(now.getTime() + minute * 60_000).toISOString());
    await handOut();
  }
  // Assess
  expect(sent).toHaveLength(1);
});

it('begins a minute anew when the table refuses the page that was stored', async () => {
  const { handOut, sent, store, stores } = scene(NOW);
  const all = Array.from({ length: 150 }, () => at('10:02:00'));
  await store(...all);
  const position = {
    shard: 0,
    walk: 'hand-out',
    minute: '2026-11-21T10:01',
    cursor: 'of a key that has changed',
  } as const;
  await stores.positions.save(position, position);
  const { page } = stores.due;
  stores.due.page = async (minute, shard, cursor) => {
    if (cursor === position.cursor) throw new BadRequest('bad-cursor', 'This cursor does not belong to this list');
    return page(minute, shard, cursor);
  };
  await handOut();
  expect(idsOf(sent).toSorted()).toEqual(idsOf(all).toSorted());
});

it('says nothing when there was nothing', async () => {
  const { stores, queue, clock } = scene(NOW);
  const lines: string[] = [];
  const say = (line: string): void => void lines.push(line);
  const log = { debug: say, info: say, warn: say, error: say };
  const run = { shard: 0, clock, signal: new AbortController().signal, log };
  await work(run, stores.due, stores.positions, queue);
  expect(lines).toEqual([]);
});
