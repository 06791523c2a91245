import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DeleteObjectsCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { PackagedFunction } from './packaged.ts';

/** Puts every function's zip where the template names it, and takes away those of earlier packages. */
export async function uploadCode(
  client: S3Client,
  Bucket: string,
  functions: readonly PackagedFunction[],
): Promise<void> {
  await Promise.all(
    functions.map(({ key, file }) => client.send(new PutObjectCommand({ Bucket, Key: key, Body: readFileSync(file) }))),
  );
}

/** Only once the stack has left them: a stack that is rolled back still needs them. */
export async function removeOldCode(
  client: S3Client,
  Bucket: string,
  functions: readonly PackagedFunction[],
): Promise<void> {
  const current = new Set(functions.map(({ key }) => dirname(key)));
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
  const old = Contents.flatMap(({ Key }) => (Key && !current.has(dirname(Key)) ? [{ Key }] : []));
  if (old.length > 0) await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: old } }));
}
