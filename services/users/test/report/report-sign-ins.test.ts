import { reportPositions } from '../../src/data/report-positions.ts';
import { hourAfter } from '../../src/domain/hour.ts';
import { beginningOf } from '../../src/domain/report-position.ts';
import { reportSignIns } from '../../src/report/report-sign-ins.ts';
import { ownReports } from '../reports.ts';
import { ownTable } from '../store.ts';
import { linesOf, reported, seconds, signedIn, someHour, startAt } from './sign-ins.ts';

ownTable();
const reports = ownReports();

const line = (at: string) => `{"at":"${at}","client_id":"console","new_device":false}`;

describe('the report of an hour', () => {
  it('is a file of JSON Lines where Athena looks for it, with nothing of who signed in', async () => {
    // Prepare
    const hour = someHour();
    const [signIn] = await signedIn(hour, '14:02.120');
    await startAt(hour);
    // Act
    const logged = await reported(hour);
    // Assess
    const [day, of] = hour.split('T');
    expect(await reports.files()).toEqual({
      [`sign-ins/day=${day}/hour=${of}/part-0000.jsonl`]: `${line(signIn?.at ?? '')}\n`,
    });
    expect(logged['sign-ins reported']).toEqual({ hours: 1, parts: 1, signIns: 1, behind: 0, next: hourAfter(hour) });
  });

  it('takes in its first and its last millisecond, and leaves the next one to the next hour', async () => {
    const hour = someHour();
    await signedIn(hour, '00:00.000', '59:59.999');
    await signedIn(hourAfter(hour), '00:00.000');
    await signedIn(hourAfter(hour, -1), '59:59.999');
    await startAt(hour);
    await reported(hour);
    expect(linesOf(await reports.files())).toEqual([line(`${hour}:00:00.000Z`), line(`${hour}:59:59.999Z`)]);
  });

  it('has no file when nobody signed in', async () => {
    const hour = someHour();
    await startAt(hour);
    expect((await reported(hour))['sign-ins reported']).toMatchObject({ hours: 1, parts: 0, behind: 0 });
    expect(await reports.files()).toEqual({});
  });

  it.each([
    ['04:59.999', 0],
    ['05:00.000', 1],
  ])('is left alone until five minutes after its end: at %s there are %i files', async (time, count) => {
    const hour = someHour();
    await signedIn(hour, '30:00.000');
    await startAt(hour);
    const log = { debug: noop, info: noop, warn: noop, error: noop };
    await reportSignIns({ now: new Date(`${hourAfter(hour)}:${time}Z`), log });
    expect(Object.keys(await reports.files())).toHaveLength(count);
  });

  it.each([
    ['one more than fits', 7, [3, 3, 1]],
    ['just what fits', 6, [3, 3]],
  ])('has several files when there is %s, and each sign-in in one of them', async (_, count, sizes) => {
    const hour = someHour();
    const made = await signedIn(hour, ...seconds(count));
    await startAt(hour);
    await reports.set({ 'lines-in-part': '3' });
    await reported(hour);
    const files = await reports.files();
    expect(Object.keys(files).map((key) => key.slice(-15))).toEqual(
      sizes.map((_size, part) => `part-000${part}.jsonl`),
    );
    expect(Object.values(files).map((text) => linesOf({ text }).length)).toEqual(sizes);
    expect(linesOf(files)).toEqual(made.map(({ at }) => line(at)));
  });
});

describe('hours that were missed', () => {
  it('are all caught up by the next run', async () => {
    const hour = someHour();
    const late = [0, 1, 30, 71].map((n) => hourAfter(hour, n));
    for (const missed of late) await signedIn(missed, '12:00.000');
    await startAt(hour);
    expect((await reported(hourAfter(hour, 71)))['sign-ins reported']).toMatchObject({
      hours: 72,
      parts: 4,
      behind: 0,
    });
    expect(linesOf(await reports.files())).toEqual(late.map((missed) => line(`${missed}:12:00.000Z`)));
  });

  it('are gone on with by the next run when there is no time for all', async () => {
    const hour = someHour();
    for (const n of [0, 1, 2]) await signedIn(hourAfter(hour, n), '12:00.000');
    await startAt(hour);
    let time = 0;
    const clock = () => (time += 100_000);
    const first = await reported(hourAfter(hour, 2), { clock });
    expect(first['sign-ins reported']).toEqual({ hours: 2, parts: 2, signIns: 2, behind: 1, next: hourAfter(hour, 2) });
    await reported(hourAfter(hour, 2));
    expect(linesOf(await reports.files())).toHaveLength(3);
  });

  it('are told of when their sign-ins have expired meanwhile, and the report goes on with what is kept', async () => {
    const hour = someHour();
    await signedIn(hour, '12:00.000');
    await startAt(hourAfter(hour, -5));
    let time = 0;
    const clock = () => (time += 100_000);
    const logged = await reported(hourAfter(hour, 90 * 24 - 2), { clock });
    expect(logged['sign-ins have expired before they were reported']).toEqual({ from: hourAfter(hour, -5), to: hour });
    expect(logged['sign-ins reported']).toMatchObject({ signIns: 1, next: hourAfter(hour, 2) });
  });

  it('before the very first run are not looked at: it begins with the hour before it', async () => {
    const hour = someHour();
    await signedIn(hourAfter(hour, -1), '12:00.000');
    await signedIn(hour, '12:00.000');
    await startAt();
    await reported(hour);
    expect(linesOf(await reports.files())).toEqual([line(`${hour}:12:00.000Z`)]);
  });
});

it('does nothing when the clock went back a little, and fails when it went back by hours: those before would be taken for reported', async () => {
  const hour = someHour();
  await startAt(hour);
  expect((await reported(hourAfter(hour, -1)))['sign-ins reported']).toMatchObject({ hours: 0, next: hour });
  await expect(reported(hourAfter(hour, -4))).rejects.toMatchObject({ name: 'ReportAhead' });
  expect(await reportPositions.get()).toEqual({ ...beginningOf(hour), version: 1 });
});

function noop(): void {}
