import { cut, fail, faultyProxy, type FaultyProxy } from '@libs/testing';
import { reportFiles } from '../../src/adapters/report-files.ts';
import { reportPositions } from '../../src/data/report-positions.ts';
import { signIns } from '../../src/data/sign-ins.ts';
import { SignInEntity } from '../../src/data/entities/sign-in.ts';
import { hourAfter } from '../../src/domain/hour.ts';
import { ownReports } from '../reports.ts';
import { ownTable } from '../store.ts';
import { linesOf, reported, seconds, signedIn, someHour, startAt } from './sign-ins.ts';

let proxy: FaultyProxy;
ownTable(async (endpoint) => {
  proxy = await faultyProxy(endpoint);
  return proxy.endpoint;
});
const reports = ownReports();
afterEach(() => proxy.heal());
afterAll(() => proxy.stop());

const always = { times: Number.POSITIVE_INFINITY };

/** Five sign-ins in one hour and one in the next, two to a file: four files, each of which takes three writes. */
async function prepared() {
  const hour = someHour();
  const made = [...(await signedIn(hour, ...seconds(5))), ...(await signedIn(hourAfter(hour), '00:00.000'))];
  await reports.set({ 'lines-in-part': '2' });
  await startAt(hour);
  return { hour, last: hourAfter(hour), made };
}

/** What a run writes that nothing disturbs. */
async function undisturbed({ hour, last }: { hour: string; last: string }) {
  await reported(last);
  const files = await reports.files();
  await startAt(hour);
  return files;
}

/** The function's writes; the process dies before or after one of them. */
function dying(when: 'before' | 'after', which: number) {
  let count = 0;
  const mortal =
    <A extends unknown[], R>(write: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      count++;
      if (count === which && when === 'before') throw new Error('killed');
      const result = await write(...args);
      if (count === which) throw new Error('killed');
      return result;
    };
  return {
    files: { put: mortal(reportFiles.put) },
    positions: { get: reportPositions.get, move: mortal(reportPositions.move) },
  };
}

const moments = Array.from({ length: 12 }, (_, n) => n + 1).flatMap((n) => [
  ['before', n] as const,
  ['after', n] as const,
]);

describe('a run', () => {
  it.each(moments)('that is killed %s its write %i is gone on with, to the same bytes', async (when, which) => {
    const about = await prepared();
    const files = await undisturbed(about);
    await expect(reported(about.last, dying(when, which))).rejects.toThrow('killed');
    await reported(about.last);
    expect(await reports.files()).toEqual(files);
    expect(linesOf(files)).toHaveLength(6);
  });

  it('after another writes nothing', async () => {
    const about = await prepared();
    await reported(about.last);
    const before = proxy.calls.length;
    await reported(about.last);
    const writes = proxy.calls.slice(before).filter(({ operation }) => /Put(Item|Object)$/.test(operation));
    expect(writes).toEqual([]);
  });

  it('at the same time as two others ends in the same files', async () => {
    const about = await prepared();
    const files = await undisturbed(about);
    await Promise.all([reported(about.last), reported(about.last), reported(about.last)]);
    expect(await reports.files()).toEqual(files);
    expect(await reportPositions.get()).toMatchObject({ hour: hourAfter(about.last), part: 0 });
  });

  it('gives way to one that is always faster', async () => {
    const { last, hour } = await prepared();
    const positions = { get: reportPositions.get, move: async () => undefined };
    const logged = await reported(last, { positions });
    expect(logged['sign-ins reported']).toMatchObject({ hours: 0, parts: 0, next: hour });
  });

  it('whose note of where it is was made, and the answer lost, goes on', async () => {
    const about = await prepared();
    const files = await undisturbed(about);
    proxy.inject('DynamoDB.PutItem', cut('after'), { times: 2 });
    await reported(about.last);
    expect(await reports.files()).toEqual(files);
  });

  it('fails while S3 does, and the next one writes what this one could not', async () => {
    const about = await prepared();
    const files = await undisturbed(about);
    proxy.inject('S3.PutObject', fail(), { ...always, after: 1 });
    await expect(reported(about.last)).rejects.toMatchObject({ name: 'InternalError' });
    proxy.heal();
    await reported(about.last);
    expect(await reports.files()).toEqual(files);
  });

  it('fails while the table cannot be read, and leaves the position', async () => {
    const { hour, last } = await prepared();
    proxy.inject('DynamoDB.Query', fail(), always);
    await expect(reported(last)).rejects.toMatchObject({ name: 'InternalServerError' });
    proxy.heal();
    expect(await reportPositions.get()).toMatchObject({ hour, part: 0, version: 1 });
  });
});

describe('a person who is erased', () => {
  /** Two people with three sign-ins each; a file that was claimed is not written when the first of them goes. */
  async function halfWritten() {
    const hour = someHour();
    const gone = await signedIn(hour, ...seconds(3));
    const stays = await signedIn(hour, ...seconds(6).slice(3));
    await reports.set({ 'lines-in-part': '2' });
    await startAt(hour);
    await expect(reported(hour, dying('before', 2))).rejects.toThrow('killed');
    return { hour, gone, stays };
  }

  async function erased(ids: readonly string[]): Promise<void> {
    const { data } = await SignInEntity.scan
      .where(({ signInId }, { eq }) => eq(signInId, ids[0] ?? ''))
      .go({ pages: 'all' });
    await signIns.erase(data[0]?.userId ?? '');
  }

  it('between two runs is in no file that is written after that, and nobody else is in two or in none', async () => {
    const { hour, gone, stays } = await halfWritten();
    await erased(gone.map(({ id }) => id));
    await reported(hour);
    const lines = linesOf(await reports.files());
    expect(lines.map((text) => (JSON.parse(text) as { at: string }).at)).toEqual(stays.map(({ at }) => at));
  });

  it('leaves an empty file where all of it was theirs', async () => {
    const { hour, gone, stays } = await halfWritten();
    await erased(gone.map(({ id }) => id));
    await erased(stays.map(({ id }) => id));
    await reported(hour);
    expect(Object.values(await reports.files())).toEqual(['']);
    expect(await reportPositions.get()).toMatchObject({ hour: hourAfter(hour) });
  });
});
