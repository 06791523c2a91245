import { type Hour, hourAfter } from './hour.ts';
import { BEGINNING, type ReportPlace } from './report-place.ts';

/**
 * How far the report has come. A part is first claimed, by its last sign-in, and then written: whoever writes it, again or at the same time, writes
 * what lies between the same two places, so that no sign-in is in two parts and none is in no part.
 */
export interface ReportPosition {
  /** The first hour that is not yet reported in full. */
  readonly hour: Hour;
  /** Its first part that is not yet written, from 0. */
  readonly part: number;
  /** The last sign-in of the part before. */
  readonly after: ReportPlace;
  /** The part that is being written; none before it is claimed. */
  readonly claim?: PartClaim;
}

export interface PartClaim {
  /** Its last sign-in. */
  readonly upTo: ReportPlace;
  /** Whether the hour ends with it. */
  readonly last: boolean;
}

export const beginningOf = (hour: Hour): ReportPosition => ({ hour, part: 0, after: BEGINNING });

/** When the claimed part is written; or when there is nothing left to claim. */
export const afterPart = ({ hour, part, claim }: ReportPosition): ReportPosition =>
  claim === undefined || claim.last ? beginningOf(hourAfter(hour)) : { hour, part: part + 1, after: claim.upTo };
