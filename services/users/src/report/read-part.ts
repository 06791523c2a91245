import { signInsOfHour } from '../data/sign-ins-of-hour.ts';
import { type ReportLine, reportLine } from '../domain/report-line.ts';
import { placeOf } from '../domain/report-place.ts';
import type { PartClaim, ReportPosition } from '../domain/report-position.ts';

/** A part as it would be written. */
export interface ReportPart {
  readonly lines: readonly ReportLine[];
  /** Absent when there is no sign-in left. */
  readonly claim?: PartClaim;
}

/**
 * The next part of an hour: at most so many sign-ins behind the position, or, where one is claimed, what lies up to its end.
 * @param most lines of a part that is not claimed yet
 */
export async function readPart(
  { hour, after, claim }: ReportPosition,
  most: number,
  signIns = signInsOfHour,
): Promise<ReportPart> {
  const lines: ReportLine[] = [];
  let upTo: string | undefined;
  const part = (last: boolean): ReportPart => ({ lines, ...(upTo !== undefined && { claim: { upTo, last } }) });
  for await (const page of signIns(hour, after)) {
    for (const signIn of page) {
      const place = placeOf(signIn);
      if (claim ? place > claim.upTo : lines.length === most) return part(false);
      lines.push(reportLine(signIn));
      upTo = place;
    }
  }
  return part(true);
}
