import type { ObjectVersion } from './object-version.ts';

/** Milliseconds: what is younger is perhaps about to be claimed, or to be erased by the event of its picture. */
const SETTLED = 24 * 3_600_000;

/** More pictures than this without any trace in the table are no leftovers of ours: then it is the table that has lost something. */
const MOST_UNKNOWN = 20;

/**
 * What the table knows of the picture that an object belongs to: it is `gone` (deleted or rejected), `awaited`, `kept` as one version of its
 * object, or `unknown`: there is neither picture nor tombstone.
 */
export type Standing =
  | { readonly is: 'gone' | 'awaited' | 'unknown' }
  | { readonly is: 'kept'; readonly objectVersion: string };

/** Those versions that the sweep looks at. @param now in epoch milliseconds */
export function settled(versions: readonly ObjectVersion[], now: number): ObjectVersion[] {
  return versions.filter(({ at }) => now - at >= SETTLED);
}

/** Versions of an original beside the one that is the picture: uploaded later, or the mark of a deletion that was none of ours. */
export function superseded(versions: readonly ObjectVersion[], objectVersion: string): ObjectVersion[] {
  return versions.filter(({ versionId }) => versionId !== objectVersion);
}

/**
 * Whether objects of pictures that nobody knows may be removed for good. A table that was restored to an earlier time, or emptied, knows of many
 * pictures nothing: it must not take their files along.
 */
export function mayRemoveUnknown(pictures: number): boolean {
  return pictures <= MOST_UNKNOWN;
}
