import { FAST } from '@libs/data';
import type { ReportPosition } from '../domain/report-position.ts';
import { ReportPositionEntity } from './entities/report-position.ts';

/** A position as it is stored; version 0 is one that is not there yet. */
export type StoredPosition = ReportPosition & { readonly version: number };

/** How far the report of sign-ins has come. Of two runs at once one moves it, and the other is told. */
export const reportPositions = { get, move };

/** Undefined before the first run. */
async function get(): Promise<StoredPosition | undefined> {
  const { data } = await ReportPositionEntity.get({}).go({ ...FAST, consistent: true });
  if (!data) return undefined;
  const { hour, part, after, claim, version } = data;
  return { hour, part, after, version, ...(claim && { claim }) };
}

/** @returns undefined when it is no longer where it was, or when this very move was done and its answer lost: read it again */
async function move(from: { readonly version: number }, to: ReportPosition): Promise<StoredPosition | undefined> {
  const { hour, part, after, claim } = to;
  const stored = { hour, part, after, version: from.version + 1, ...(claim && { claim }) };
  const { rejected } = await ReportPositionEntity.put(stored)
    .where(({ version }, { eq, notExists }) => (from.version === 0 ? notExists(version) : eq(version, from.version)))
    .go({ ...FAST, returnOnConditionCheckFailure: true });
  return rejected ? undefined : stored;
}
