import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { type Buckets, ownBuckets } from './buckets.ts';

/** What lies in a bucket of this test file's own, seen and changed behind the adapters' backs. */
export interface Contents {
  /** Of the bucket. */
  readonly name: string;
  /** Stores an object, and gives its version. */
  put(key: string, body?: string): Promise<string>;
  /** What is in an object for who names no version: in the newest one. */
  read(key: string): Promise<string>;
  /** Deletes without naming a version, as people do by hand: a delete marker comes on top. */
  hide(key: string): Promise<void>;
  /** Removes one version. */
  remove(key: string, versionId: string): Promise<void>;
  /** The keys of all versions there are, delete markers too. */
  keys(): Promise<string[]>;
}

/** Gives this test file buckets of its own, and hands on what is in them once there are any. */
export function ownContents(): Readonly<Record<'originals' | 'renditions', Contents>> {
  let buckets: Buckets | undefined;
  beforeAll(async () => {
    buckets = await ownBuckets();
  });
  const opened = () => {
    if (!buckets) throw new Error('There are no buckets before the first test');
    return buckets;
  };
  const contents = (which: 'originals' | 'renditions') =>
    contentsOf(() => ({ client: opened().client, name: opened()[which] }));
  return { originals: contents('originals'), renditions: contents('renditions') };
}

/** @param opened gives the bucket and a client that no fault meets; it is asked anew each time */
export function contentsOf(opened: () => { readonly client: S3Client; readonly name: string }): Contents {
  return {
    get name() {
      return opened().name;
    },
    async put(Key, Body = 'picture') {
      const { VersionId = '' } = await opened().client.send(new PutObjectCommand({ Bucket: this.name, Key, Body }));
      return VersionId;
    },
    async read(Key) {
      const { Body } = await opened().client.send(new GetObjectCommand({ Bucket: this.name, Key }));
      return (await Body?.transformToString()) ?? '';
    },
    async hide(Key) {
      await opened().client.send(new DeleteObjectCommand({ Bucket: this.name, Key }));
    },
    async remove(Key, VersionId) {
      await opened().client.send(new DeleteObjectCommand({ Bucket: this.name, Key, VersionId }));
    },
    async keys() {
      const listed = await opened().client.send(new ListObjectVersionsCommand({ Bucket: this.name }));
      if (listed.IsTruncated === true) throw new Error('There are more versions than this helper lists');
      return [...(listed.Versions ?? []), ...(listed.DeleteMarkers ?? [])].map(({ Key = '' }) => Key).toSorted();
    },
  };
}
