import { ATTEMPTS } from '@libs/data';
import { type Log, metrics } from '@libs/observability';
import { reportFiles } from '../adapters/report-files.ts';
import { reportSettings } from '../adapters/report-settings.ts';
import { reportPositions, type StoredPosition } from '../data/report-positions.ts';
import { signInsOfHour } from '../data/sign-ins-of-hour.ts';
import { type Hour, hoursBetween } from '../domain/hour.ts';
import { firstHourKept, lastHourOver } from '../domain/hours-due.ts';
import { reportKey } from '../domain/report-key.ts';
import { afterPart, beginningOf } from '../domain/report-position.ts';
import { readPart } from './read-part.ts';

/** Milliseconds after which no further part is begun: a minute less than the function may run. */
const LONGEST = 240_000;

/** Hours that a position may be ahead of the clock: those of two machines differ by seconds, which may be those around a full hour. */
const AHEAD = 1;

/** The report is said to be further than time is: the clock was wrong then, or is now. */
class ReportAhead extends Error {
  override readonly name = 'ReportAhead';
}

/**
 * Reports all hours that are over, part by part, from where the run before ended, for four minutes at most: the next run goes on. May be killed
 * anywhere and run twice at once: see ReportPosition. The first run of all begins with the hour before.
 * @throws ReportSettingsUnusable, ReportAhead, and what the table or S3 throws; then the same part is the first of the next run
 */
export async function reportSignIns(
  { now, log }: { readonly now: Date; readonly log: Log },
  {
    settings = reportSettings,
    positions = reportPositions,
    signIns = signInsOfHour,
    files = reportFiles,
    clock = Date.now,
  } = {},
): Promise<void> {
  const end = clock() + LONGEST;
  const { enabled, prefix, linesInPart } = await settings.read();
  if (!enabled) {
    // That there is no figure means that it does not run at all.
    metrics.addMetric('SignInReportHoursBehind', 'Count', 0);
    return log.info('the report of sign-ins is off');
  }
  const due = lastHourOver(now);
  const counts = { hours: 0, parts: 0, signIns: 0 };
  let refused = 0;
  let position = await found();
  while (position.hour <= due && clock() < end) {
    const moved: StoredPosition | undefined = await step(position);
    refused = moved ? 0 : refused + 1;
    // Another run does the same, which gets on well without this one.
    if (refused === ATTEMPTS) break;
    position = moved ?? (await found());
  }
  const behind = Math.max(0, hoursBetween(position.hour, due) + 1);
  metrics.addMetric('SignInsReported', 'Count', counts.signIns);
  metrics.addMetric('SignInReportHoursBehind', 'Count', behind);
  log.info('sign-ins reported', { ...counts, behind, next: position.hour });

  async function found(): Promise<StoredPosition> {
    const stored = await positions.get();
    if (!stored) return { ...beginningOf(due), version: 0 };
    if (hoursBetween(due, stored.hour) > AHEAD) {
      throw new ReportAhead(`The report of sign-ins is at ${stored.hour}, and ${due} is the last hour that is over`);
    }
    const first: Hour = firstHourKept(now);
    if (stored.hour >= first) return stored;
    log.error('sign-ins have expired before they were reported', { from: stored.hour, to: first });
    return { ...beginningOf(first), version: stored.version };
  }

  /** Claims a part, or writes the one that is claimed. Undefined when the position is no longer where it was. */
  async function step(from: StoredPosition): Promise<StoredPosition | undefined> {
    const { lines, claim } = await readPart(from, linesInPart, signIns);
    let claimed: StoredPosition | undefined = from;
    if (!from.claim && claim) claimed = await positions.move(from, { ...from, claim });
    if (claimed?.claim) {
      await files.put(reportKey(prefix, from.hour, from.part), lines);
      counts.parts++;
      counts.signIns += lines.length;
    }
    const moved = claimed && (await positions.move(claimed, afterPart(claimed)));
    if (moved && moved.hour !== from.hour) counts.hours++;
    return moved;
  }
}
