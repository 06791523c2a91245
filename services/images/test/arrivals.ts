import { ListObjectVersionsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { lambdaContext, objectCreatedEvent, sqsEvent } from '@libs/testing';
import type { SQSEvent } from 'aws-lambda';
import type { Image, ImageRef, NewImage } from '../src/domain/image.ts';
import { originalKey } from '../src/domain/object-key.ts';
import type { Buckets } from './buckets.ts';
import { pending } from './store.ts';

/** A file that has arrived, and the message of it. */
export interface Arrived {
  readonly event: SQSEvent;
  readonly versionId: string;
}

/** Puts a file where the picture's is expected, and gives the message that S3 sends of it. */
export async function upload(
  { client, originals }: Buckets,
  image: ImageRef,
  Body: Uint8Array | string,
): Promise<Arrived> {
  const object = { Bucket: originals, Key: originalKey(image) };
  const { VersionId: versionId = '' } = await client.send(new PutObjectCommand({ ...object, Body }));
  return { event: sqsEvent(objectCreatedEvent({ bucket: object.Bucket, key: object.Key, versionId })), versionId };
}

/** A picture with its file, and the message of it. */
export async function uploaded(
  buckets: Buckets,
  Body: Uint8Array | string,
  given: Partial<NewImage> = {},
): Promise<Arrived & { readonly image: Image }> {
  const image = await pending(given);
  return { image, ...(await upload(buckets, image, Body)) };
}

/** The versions of a picture's file that are there. */
export async function versionsOf({ client, originals }: Buckets, image: ImageRef): Promise<string[]> {
  const found = await client.send(new ListObjectVersionsCommand({ Bucket: originals, Prefix: originalKey(image) }));
  return (found.Versions ?? []).map(({ VersionId = '' }) => VersionId);
}

/** Much time is left: these machines are slow, and the tests are not about time. */
export const unhurried = () => lambdaContext({ timeout: 120_000 });
