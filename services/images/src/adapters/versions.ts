import { setTimeout as wait } from 'node:timers/promises';
import {
  DeleteObjectsCommand,
  type _Error as Refusal,
  ListObjectVersionsCommand,
  type ObjectIdentifier,
  type S3Client,
} from '@aws-sdk/client-s3';
import { Retryable } from '@libs/contracts/errors';
import type { ObjectVersion } from '../domain/object-version.ts';
import { isCopied, marksFor, notYetGone } from './copies.ts';
import { s3 } from './s3.ts';

/** S3 lists and deletes so many at once: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
const MOST = 1000;
const ATTEMPTS = 4;

/** What lies in a bucket that keeps versions, every version by itself; delete markers are versions too. */
export const versions = { page, of, remove, removeAll };

/** What is to be found: one key, or all keys below a folder. */
export type Where = { readonly key: string } | { readonly folder: `${string}/` };

export interface VersionsPage {
  /** Sorted by key, the newest of a key first; of a key with markers these come last. */
  readonly versions: readonly ObjectVersion[];
  /** Where the next page begins; undefined when this was the last. */
  readonly next?: string;
}

/**
 * A page of a whole bucket, up to 1000 versions.
 * @param after the `next` of the page before
 */
async function page(
  bucketName: string,
  { after, most = MOST }: { after?: string | undefined; most?: number } = {},
  client: Pick<S3Client, 'send'> = s3(),
): Promise<VersionsPage> {
  const { found, truncated } = await list(bucketName, { KeyMarker: after, MaxKeys: most }, client);
  if (!truncated) return { versions: found };
  // The last key may have more versions: the next page begins with it anew, unless this page had no other.
  const keys = [...new Set(found.map(({ key }) => key))].toSorted();
  const next = keys.at(-2) ?? keys.at(-1);
  return { versions: found, ...(next === undefined ? {} : { next }) };
}

/** The up to 1000 newest versions of one object, the newest first. */
async function of(bucketName: string, key: string, client: Pick<S3Client, 'send'> = s3()): Promise<ObjectVersion[]> {
  const { found } = await list(bucketName, { Prefix: key, MaxKeys: MOST }, client);
  return found.filter((version) => version.key === key);
}

/**
 * Removes all versions of what is there, for good; what is gone already is no error. May be repeated, and goes on where it ended. Where S3 copies
 * to a second region a delete marker of each object stays, until the bucket's lifecycle removes it: see copies.ts.
 * @returns how many there were
 * @throws Retryable `objects-not-removed` when S3 refused some of them again and again: the others of their page are gone
 */
async function removeAll(bucketName: string, where: Where, client: Pick<S3Client, 'send'> = s3()): Promise<number> {
  const isMeant = (key: string) => ('key' in where ? key === where.key : key.startsWith(where.folder));
  const Prefix = 'key' in where ? where.key : where.folder;
  for (let removed = 0; ; ) {
    // Always the first page: what is removed is not listed any more, and a position may have gone with it.
    const { found } = await list(bucketName, { Prefix, MaxKeys: MOST }, client);
    // Longer keys come after the one that is meant, so that a page without it is the end.
    const meant = found.filter(({ key }) => isMeant(key));
    const left = isCopied() ? notYetGone(meant) : meant;
    if (left.length === 0) return removed;
    if (isCopied()) await remove(bucketName, marksFor(left), client);
    await remove(bucketName, left, client);
    removed += left.length;
  }
}

/**
 * Removes these versions for good, up to 1000; without a version, a delete marker comes on top of the object. What S3 could not do at this
 * moment is tried again, three times with growing pauses.
 * @throws Retryable `objects-not-removed`
 */
async function remove(
  bucketName: string,
  these: readonly { readonly key: string; readonly versionId?: string }[],
  client: Pick<S3Client, 'send'> = s3(),
): Promise<void> {
  let left: ObjectIdentifier[] = these.map(({ key, versionId }) => ({ Key: key, VersionId: versionId }));
  for (let tried = 1; left.length > 0; tried++) {
    // The answer is 200 also when some could not be removed.
    const { Errors = [] } = await client.send(
      new DeleteObjectsCommand({ Bucket: bucketName, Delete: { Objects: left, Quiet: true } }),
    );
    if (Errors.length > 0 && tried === ATTEMPTS) throw notRemoved(Errors, left.length);
    left = left.filter(({ Key, VersionId }) =>
      Errors.some((refusal) => refusal.Key === Key && (refusal.VersionId ?? VersionId) === VersionId),
    );
    if (left.length > 0) await wait(Math.random() * 25 * 2 ** tried);
  }
}

function notRemoved(refusals: readonly Refusal[], asked: number): Retryable {
  const codes = [...new Set(refusals.map(({ Code }) => Code ?? 'no code'))].join(', ');
  return new Retryable('objects-not-removed', `S3 refused to remove ${refusals.length} of ${asked} versions: ${codes}`);
}

async function list(
  Bucket: string,
  request: { Prefix?: string; KeyMarker?: string | undefined; MaxKeys: number },
  client: Pick<S3Client, 'send'>,
): Promise<{ found: ObjectVersion[]; truncated: boolean }> {
  const answer = await client.send(new ListObjectVersionsCommand({ Bucket, ...request }));
  const { Versions = [], DeleteMarkers = [], IsTruncated: truncated = false } = answer;
  const found = [...Versions, ...DeleteMarkers.map((marker) => ({ ...marker, Size: undefined }))].map(
    ({ Key = '', VersionId = 'null', LastModified, Size }): ObjectVersion => ({
      key: Key,
      versionId: VersionId,
      at: LastModified?.getTime() ?? 0,
      ...(Size === undefined ? {} : { size: Size }),
    }),
  );
  return { found, truncated };
}
