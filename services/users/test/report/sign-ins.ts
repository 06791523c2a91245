import { randomUUID } from 'node:crypto';
import { ReportPositionEntity } from '../../src/data/entities/report-position.ts';
import { reportPositions } from '../../src/data/report-positions.ts';
import { profiles } from '../../src/data/profiles.ts';
import { signIns } from '../../src/data/sign-ins.ts';
import { type Hour, hourAfter } from '../../src/domain/hour.ts';
import { beginningOf } from '../../src/domain/report-position.ts';
import type { SignIn } from '../../src/domain/sign-in.ts';
import { reportSignIns } from '../../src/report/report-sign-ins.ts';
import { person } from '../store.ts';

let hours = 0;

/** An hour that no other test has, with days between them. In the future: the engine deletes what has expired. */
export const someHour = (): Hour => hourAfter('2031-03-01T09', ++hours * 100 * 24);

/** Somebody signs in, at the minutes and more of an hour that are given: `14:02.120`. */
export async function signedIn(hour: Hour, ...times: readonly string[]): Promise<SignIn[]> {
  const ada = person();
  await profiles.register([ada]);
  const made = times.map(
    (time): SignIn => ({
      id: randomUUID(),
      at: `${hour}:${time}Z`,
      clientId: 'console',
      newDevice: false,
    }),
  );
  for (const signIn of made) await signIns.record({ userId: ada.id }, signIn);
  return made;
}

/** `00:00.000`, `00:01.000` … */
export const seconds = (count: number): string[] =>
  Array.from(
    { length: count },
    (_, n) => `${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}.000`,
  );

/** The report is at the beginning of an hour, whatever was before; nowhere when none is given. */
export async function startAt(hour?: Hour): Promise<void> {
  await ReportPositionEntity.delete({}).go();
  if (hour !== undefined) await reportPositions.move({ version: 0 }, beginningOf(hour));
}

/** Runs it ten minutes after an hour is over; gives what it logged, by the messages. */
export async function reported(
  hour: Hour,
  with_: Parameters<typeof reportSignIns>[1] = {},
): Promise<Record<string, Record<string, unknown>>> {
  const logged: Record<string, Record<string, unknown>> = {};
  const write = (...[message, more]: unknown[]) => void (logged[String(message)] = { ...(more as object | undefined) });
  const log = { debug: write, info: write, warn: write, error: write };
  const now = new Date(`${hourAfter(hour)}:10:00.000Z`);
  await reportSignIns({ now, log }, with_);
  return logged;
}

/** The lines of all files of an hour, in the order of time. */
export const linesOf = (files: Record<string, string>): string[] =>
  Object.values(files)
    .flatMap((text) => text.split('\n'))
    .filter((line) => line !== '')
    .toSorted();
