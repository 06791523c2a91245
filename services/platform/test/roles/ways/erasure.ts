import { randomUUID } from 'node:crypto';
import { BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  GetBucketNotificationConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { busEvent, poll, scheduledEvent } from '@libs/testing';
import { ImageDeleted } from '@services/images/contract';
import { UserDeleted } from '@services/users/contract';
import type { Cloud } from '../cloud.ts';
import { type Announced, announced, bucketOf, ready } from './images.ts';
import { call, consume, newcomer, type Ways } from './way.ts';

const HOUR = 3_600_000;

/** A ready picture in an album, with a link to it. */
async function cherished(cloud: Cloud): Promise<Announced> {
  const image = await ready(cloud);
  const { claims, id } = image;
  const album = { title: 'Summer', imageIds: [id] };
  await call(cloud, 'images-local-create-album', { method: 'POST', route: '/albums', claims, body: album });
  const route = '/images/{id}/shares';
  await call(cloud, 'images-local-create-share', { method: 'POST', route, claims, params: { id }, body: {} });
  return image;
}

async function deleted(cloud: Cloud, { claims, id }: Announced): Promise<void> {
  await call(cloud, 'images-local-delete-image', { method: 'DELETE', route: '/images/{id}', claims, params: { id } });
}

/** Puts files where those of a picture would be, while S3 tells nobody of it. */
async function storeUnnoticed(cloud: Cloud, { claims, id }: Announced): Promise<void> {
  const s3 = new S3Client(cloud.aws);
  const [Bucket, renditions] = [await bucketOf(cloud, 'originals'), await bucketOf(cloud, 'renditions')];
  const { $metadata: _, ...before } = await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
  await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration: {} }));
  await s3.send(new PutObjectCommand({ Bucket, Key: `${claims.sub}/${id}`, Body: 'original' }));
  await s3.send(new PutObjectCommand({ Bucket: renditions, Key: `${id}/1/thumb.webp`, Body: 'rendition' }));
  await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration: before }));
}

/** More pictures than one go removes, without the detour by the API. */
async function manyPictures(cloud: Cloud, ownerId: string): Promise<void> {
  for (let batch = 0; batch < 5; batch++) {
    const items = Array.from({ length: 25 }, () => {
      const imageId = randomUUID();
      return {
        pk: { S: `$images#ownerid_${ownerId}` },
        sk: { S: `$image_1#imageid_${imageId}` },
        __edb_e__: { S: 'image' },
        __edb_v__: { S: '1' },
        ownerId: { S: ownerId },
        imageId: { S: imageId },
        state: { S: 'pending' },
        bytes: { N: '1' },
        version: { N: '1' },
      };
    });
    const RequestItems = { 'images-local': items.map((Item) => ({ PutRequest: { Item } })) };
    await new DynamoDBClient(cloud.aws).send(new BatchWriteItemCommand({ RequestItems }));
  }
}

async function sweep(cloud: Cloud, hours: number): Promise<void> {
  await cloud.invoke('images-local-sweep', scheduledEvent({ at: Date.now() + hours * HOUR }));
}

export const erasureWays: Ways = {
  'images-local-erase-image': [
    async (cloud) => {
      const image = await cherished(cloud);
      await deleted(cloud, image);
      const event = busEvent(ImageDeleted, { imageId: image.id, ownerId: image.claims.sub });
      // Its own queue hands it over too, and the two may be in each other's way: then it comes again.
      const attempt = async () => consume(cloud, 'images-local-erase-image', event).then(() => true);
      await poll('erased picture', attempt, { within: 5000 });
    },
    async (cloud) => consume(cloud, 'images-local-erase-image', 'poison'),
  ],
  'images-local-erase-owner': [
    async (cloud) => {
      const { claims } = await cherished(cloud);
      await manyPictures(cloud, claims.sub);
      await consume(cloud, 'images-local-erase-owner', busEvent(UserDeleted, { userId: claims.sub }));
    },
    async (cloud) => consume(cloud, 'images-local-erase-owner', 'poison'),
  ],
  'images-local-sweep': [
    async (cloud) => {
      await announced(cloud);
      await storeUnnoticed(cloud, await announced(cloud));
      await sweep(cloud, 2);
    },
    async (cloud) => {
      const nobodys = { claims: newcomer(), id: '019aa6d2-3c00-7abc-8def-0123456789ab' };
      await storeUnnoticed(cloud, nobodys);
      await ready(cloud);
      await sweep(cloud, 25);
    },
  ],
};
