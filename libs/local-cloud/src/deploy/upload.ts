import { readFileSync } from 'node:fs';
import { DeleteObjectsCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Packaged } from './packaged.ts';

/** Puts every function's zip where the template names it, and the template beside them as the framework does. */
export async function upload(
  client: S3Client,
  Bucket: string,
  { keyPrefix, templateFile, functions }: Packaged,
): Promise<{ TemplateURL: string }> {
  const template = { key: `${keyPrefix}/compiled-cloudformation-template.json`, file: templateFile };
  await Promise.all(
    [template, ...functions].map(({ key, file }) =>
      client.send(new PutObjectCommand({ Bucket, Key: key, Body: readFileSync(file) })),
    ),
  );
  // Path style, at any address: CloudFormation reads no more of it than bucket and key.
  return { TemplateURL: `https://s3.amazonaws.com/${Bucket}/${template.key}` };
}

/** Takes earlier packages away. Only once the stack has left them: one that is rolled back still needs them. */
export async function removeOthers(client: S3Client, Bucket: string, { keyPrefix }: Packaged): Promise<void> {
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
  const others = Contents.flatMap(({ Key }) => (Key && !Key.startsWith(`${keyPrefix}/`) ? [{ Key }] : []));
  if (others.length > 0) await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: others } }));
}
