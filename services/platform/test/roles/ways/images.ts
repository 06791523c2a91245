import { randomBytes, randomUUID } from 'node:crypto';
import { type AttributeValue, DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { DeleteObjectCommand, ListBucketsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { busEvent, objectCreatedEvent, poll, sqsEvent, streamEvent } from '@libs/testing';
import { UserProfileChanged } from '@services/users/contract';
import sharp from 'sharp';
import type { Cloud } from '../cloud.ts';
import { call, consume, newcomer, refused, type Way, type Ways } from './way.ts';

export interface Announced {
  readonly claims: { sub: string; email: string };
  readonly id: string;
}

/** A picture that is announced by somebody, and not uploaded. */
export async function announced(cloud: Cloud, claims = newcomer()): Promise<Announced> {
  const body = { name: 'a.png', contentType: 'image/png', bytes: 100 };
  const answer = await call(cloud, 'images-local-create-image', { method: 'POST', route: '/images', claims, body });
  return { claims, id: (answer as { image: { id: string } }).image.id };
}

export async function bucketOf(cloud: Cloud, which: 'originals' | 'renditions'): Promise<string> {
  const { Buckets = [] } = await new S3Client(cloud.aws).send(new ListBucketsCommand({}));
  return Buckets.find(({ Name }) => Name?.startsWith(`images-local-${which}`))?.Name ?? '';
}

/** Puts a file where a picture's is expected; gives the message that S3 sends of it. */
async function uploaded(cloud: Cloud, { claims, id }: Announced, Body: Uint8Array) {
  const bucket = await bucketOf(cloud, 'originals');
  const key = `${claims.sub}/${id}`;
  const command = new PutObjectCommand({ Bucket: bucket, Key: key, Body });
  const { VersionId: versionId = '' } = await new S3Client(cloud.aws).send(command);
  return objectCreatedEvent({ bucket, key, versionId });
}

/** A small picture that no other is a copy of. */
async function picture(): Promise<Buffer> {
  const [r = 0, g = 0, b = 0] = Buffer.from(randomUUID().slice(0, 6), 'hex');
  return sharp({ create: { width: 3, height: 2, channels: 3, background: { r, g, b } } })
    .png()
    .toBuffer();
}

/** Writes attributes of a picture's item, as only another function or another time would. */
async function amend(cloud: Cloud, { claims, id }: Announced, attributes: Record<string, object>): Promise<void> {
  const names = Object.keys(attributes);
  await new DynamoDBClient(cloud.aws).send(
    new UpdateItemCommand({
      TableName: 'images-local',
      Key: { pk: { S: `$images#ownerid_${claims.sub}` }, sk: { S: `$image_1#imageid_${id}` } },
      UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: Object.fromEntries(
        names.map((name) => [`:${name}`, { M: attributes[name] } as AttributeValue]),
      ),
    }),
  );
}

const pixels = { renditions: { L: [] }, width: { N: '3' }, height: { N: '2' } };
const analysis = () => ({
  sha256: { S: randomBytes(32).toString('hex') },
  perceptualHash: { S: randomBytes(8).toString('hex') },
  labels: { L: [{ S: 'dog' }] },
  text: { L: [] },
  similarTo: { L: [] },
});

/** A ready picture that shows a dog. */
export async function ready(cloud: Cloud): Promise<Announced> {
  const image = await announced(cloud);
  await amend(cloud, image, { analysis: analysis() });
  await consume(cloud, 'images-local-make-renditions', await uploaded(cloud, image, await picture()));
  const request = { method: 'GET', route: '/images/{id}', ...own(image) };
  const isReady = async () =>
    ((await call(cloud, 'images-local-get-image', request)) as { state: string }).state === 'ready';
  await poll('ready picture', isReady, { within: 5000 });
  return image;
}

const own = ({ claims, id }: Announced) => ({ claims, params: { id } });

/** What both functions that take objects in do with those that come too late, or whose bytes are no picture, or gone. */
const takingIn = (fn: string): Way[] => [
  async (cloud) => {
    const image = await announced(cloud);
    await amend(cloud, image, { analysis: analysis() });
    const event = await uploaded(cloud, image, Buffer.from('no picture'));
    await renditionOf(cloud, image);
    await done(cloud, fn, event);
  },
  async (cloud) => {
    const image = await announced(cloud);
    await call(cloud, 'images-local-delete-image', { method: 'DELETE', route: '/images/{id}', ...own(image) });
    const event = await uploaded(cloud, image, await picture());
    await renditionOf(cloud, image);
    await done(cloud, fn, event);
  },
  async (cloud) => {
    const image = await announced(cloud);
    const event = await uploaded(cloud, image, await picture());
    for (const { s3 } of event.Records) {
      const version = { Bucket: s3.bucket.name, Key: s3.object.key, VersionId: s3.object.versionId };
      await new S3Client(cloud.aws).send(new DeleteObjectCommand(version));
    }
    // It comes back: the file may yet be found.
    await cloud.invoke(fn, sqsEvent(event));
  },
  async (cloud) => consume(cloud, fn, 'poison'),
];

/** The functions get the message from their queues as well, and may be in each other's way: it then comes again. */
async function done(cloud: Cloud, fn: string, event: object): Promise<void> {
  const attempt = async () => consume(cloud, fn, event).then(() => true);
  await poll('message that is done', attempt, { within: 5000 });
}

/** A rendition that was stored too late. */
async function renditionOf(cloud: Cloud, { id }: Announced): Promise<void> {
  const Bucket = await bucketOf(cloud, 'renditions');
  await new S3Client(cloud.aws).send(new PutObjectCommand({ Bucket, Key: `${id}/1/thumb.webp`, Body: 'late' }));
}

/** Writes what stays of a person who is gone. */
export async function close(cloud: Cloud, claims: { sub: string }): Promise<void> {
  await new DynamoDBClient(cloud.aws).send(
    new UpdateItemCommand({
      TableName: 'images-local',
      Key: { pk: { S: `$images#ownerid_${claims.sub}` }, sk: { S: '$owner_1' } },
      UpdateExpression: 'SET closed = :true, ownerId = :id, #entity = :owner, #version = :one',
      ExpressionAttributeNames: { '#entity': '__edb_e__', '#version': '__edb_v__' },
      ExpressionAttributeValues: {
        ':true': { BOOL: true },
        ':id': { S: claims.sub },
        ':owner': { S: 'owner' },
        ':one': { S: '1' },
      },
    }),
  );
}

const stranger = (image: Announced) => ({ ...image, claims: newcomer() });

export const imagesWays: Ways = {
  'images-local-create-image': [
    async (cloud) => {
      const claims = newcomer();
      const bytes = await picture();
      const body = { name: 'a.png', contentType: 'image/png', bytes: bytes.length };
      const answer = await call(cloud, 'images-local-create-image', { method: 'POST', route: '/images', claims, body });
      const { upload } = answer as { upload: { url: string; fields: Record<string, string> } };
      const form = new FormData();
      for (const [name, value] of Object.entries(upload.fields)) form.set(name, value);
      form.set('file', new Blob([new Uint8Array(bytes)]));
      const { status } = await fetch(upload.url, { method: 'POST', body: form });
      if (status !== 204) throw new Error(`S3 answered ${status}`);
    },
    async (cloud) => {
      const claims = newcomer();
      await close(cloud, claims);
      await refused(announced(cloud, claims), 'account-deleted');
    },
    async (cloud) => {
      const headers = { 'idempotency-key': randomUUID() };
      const body = { name: 'a.png', contentType: 'image/png', bytes: 50_000_000 };
      const request = { method: 'POST', route: '/images', claims: newcomer(), body, headers };
      // What was refused is forgotten, so that it may be tried again.
      for (let tried = 1; tried <= 2; tried++)
        await refused(call(cloud, 'images-local-create-image', request), 'too-large');
    },
  ],
  'images-local-list-images': [{}, { state: 'ready' }, { label: 'dog' }].map((query) => async (cloud: Cloud) => {
    const { claims } = await ready(cloud);
    const found = await call(cloud, 'images-local-list-images', { method: 'GET', route: '/images', claims, query });
    if ((found as { items: unknown[] }).items.length !== 1) throw new Error('the picture is not there');
  }),
  'images-local-get-usage': [
    async (cloud) => {
      await call(cloud, 'images-local-get-usage', { method: 'GET', route: '/images/usage', claims: newcomer() });
    },
  ],
  'images-local-get-image': [
    async (cloud) => {
      const image = await ready(cloud);
      await call(cloud, 'images-local-get-image', { method: 'GET', route: '/images/{id}', ...own(image) });
    },
    async (cloud) => {
      const request = { method: 'GET', route: '/images/{id}', ...own(stranger(await ready(cloud))) };
      await refused(call(cloud, 'images-local-get-image', request), 'image-not-found');
    },
  ],
  'images-local-update-image': [
    async (cloud) => {
      const body = { title: 'Hearth' };
      const request = { method: 'PATCH', route: '/images/{id}', ...own(await announced(cloud)), body };
      await call(cloud, 'images-local-update-image', request);
    },
  ],
  'images-local-delete-image': [
    async (cloud) => {
      const request = { method: 'DELETE', route: '/images/{id}', ...own(await ready(cloud)) };
      await call(cloud, 'images-local-delete-image', request);
    },
  ],
  'images-local-get-rendition': [
    async (cloud) => {
      const { claims, id } = await ready(cloud);
      const route = '/images/{id}/renditions/{name}';
      const request = { method: 'GET', route, claims, params: { id, name: 'thumb' } };
      const { status } = await fetch((await call(cloud, 'images-local-get-rendition', request)) as string);
      if (status !== 200) throw new Error(`S3 answered ${status}`);
    },
    async (cloud) => {
      const { claims, id } = stranger(await ready(cloud));
      const route = '/images/{id}/renditions/{name}';
      const request = { method: 'GET', route, claims, params: { id, name: 'thumb' } };
      await refused(call(cloud, 'images-local-get-rendition', request), 'image-not-found');
    },
  ],
  'images-local-make-renditions': [
    async (cloud) => {
      await ready(cloud);
    },
    ...takingIn('images-local-make-renditions'),
  ],
  'images-local-analyze-image': [
    async (cloud) => {
      const image = await announced(cloud);
      await amend(cloud, image, { pixels });
      await consume(cloud, 'images-local-analyze-image', await uploaded(cloud, image, await picture()));
    },
    ...takingIn('images-local-analyze-image'),
  ],
  'images-local-note-avatar': [
    async (cloud) => {
      const changes = { avatar: { old: null, new: randomUUID() } };
      const event = busEvent(UserProfileChanged, { userId: randomUUID(), version: 2, changes });
      await consume(cloud, 'images-local-note-avatar', event);
    },
    async (cloud) => consume(cloud, 'images-local-note-avatar', 'poison'),
  ],
  'images-local-relay': [
    async (cloud) => {
      const { claims, id } = await announced(cloud);
      const tombstone = { __edb_e__: 'deletion', __edb_v__: '1', imageId: id, ownerId: claims.sub, expiresAt: 1 };
      await cloud.invoke('images-local-relay', streamEvent([{ after: { pk: id, sk: '$deletion_1', ...tombstone } }]));
    },
    async (cloud) => {
      const [record] = streamEvent([{ after: { pk: 'a', sk: 'b' } }]).Records;
      await cloud.invoke('images-local-relay', { Records: [{ ...record, dynamodb: {} }] });
    },
  ],
};
