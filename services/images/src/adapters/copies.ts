import type { ObjectVersion } from '../domain/object-version.ts';

/**
 * Whether S3 copies what is in the buckets to a second region (REPLICA_REGION). It copies delete markers too, and never the removal of a version: who
 * removes something for good leaves a marker, under which the copy ends as the second bucket's lifecycle says.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-what-is-isnot-replicated.html
 */
export function isCopied(): boolean {
  return (process.env['REPLICA_REGION'] ?? '') !== '';
}

/** Those versions that are not the marker of an object which is gone already. @param versions all there are of these objects */
export function notYetGone(versions: readonly ObjectVersion[]): ObjectVersion[] {
  const there = new Set(versions.filter(({ size }) => size !== undefined).map(({ key }) => key));
  return versions.filter(({ key }) => there.has(key));
}

/** The objects to put a delete marker on: each once. */
export function marksFor(versions: readonly ObjectVersion[]): { readonly key: string }[] {
  return [...new Set(versions.map(({ key }) => key))].map((key) => ({ key }));
}
