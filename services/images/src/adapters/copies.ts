import type { S3Client } from '@aws-sdk/client-s3';
import type { ObjectVersion } from '../domain/object-version.ts';
import { bucket } from './buckets.ts';
import { s3 } from './s3.ts';

/**
 * Whether S3 copies what is in the buckets to a second region (REPLICA_REGION). It copies versions with their ids, and delete markers, and never the
 * removal of a version: who removes an object for good leaves a marker, under which the copy ends as the second bucket's lifecycle says; and a version
 * that is removed from among others stays in the copy until `sweepCopies` removes it there.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-what-is-isnot-replicated.html
 */
export function isCopied(): boolean {
  return replicaRegion() !== '';
}

/** Where the copies of the originals are, and a client for that region. */
export interface Copies {
  readonly bucket: string;
  readonly client: Pick<S3Client, 'send'>;
}

/**
 * Undefined where S3 copies nothing.
 * @throws Error when ORIGINALS_REPLICA is not set where it does
 */
export function copiesOfOriginals(): Copies | undefined {
  return isCopied() ? { bucket: bucket('ORIGINALS_REPLICA'), client: s3(replicaRegion()) } : undefined;
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

const replicaRegion = (): string => process.env['REPLICA_REGION'] ?? '';
