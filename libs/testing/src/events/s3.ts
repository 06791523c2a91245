import { createHash } from 'node:crypto';
import type { S3Event, S3EventRecord } from 'aws-lambda';

export interface ObjectCreatedOptions {
  bucket: string;
  /** As it is; the event carries it encoded as a form field. */
  key: string;
  /** Bytes; default 1024. */
  size?: number;
  /** Absent in a bucket that keeps no versions. */
  versionId?: string;
  sequencer?: string;
  /** What follows `ObjectCreated:`; default `Post`. */
  by?: 'Put' | 'Post' | 'Copy' | 'CompleteMultipartUpload';
  /** Epoch milliseconds. */
  at?: number;
}

/**
 * What S3 tells of new objects: the event of a function that S3 calls, and the body of a message when it goes by SNS (raw delivery) or SQS.
 * Source of the shape: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 * @example sqsEvent(objectCreatedEvent({ bucket: 'originals', key: 'ada/1' }))
 */
export const objectCreatedEvent = (...objects: readonly ObjectCreatedOptions[]): S3Event => ({
  Records: objects.map((object) => record(object)),
});

const record = ({
  bucket,
  key,
  size = 1024,
  versionId,
  at = Date.now(),
  sequencer = `00${at.toString(16).toUpperCase().padStart(14, '0')}`,
  by = 'Post',
}: ObjectCreatedOptions): S3EventRecord => ({
  eventVersion: '2.1',
  eventSource: 'aws:s3',
  awsRegion: 'eu-central-1',
  eventTime: new Date(at).toISOString(),
  eventName: `ObjectCreated:${by}`,
  userIdentity: { principalId: 'AWS:AIDAIENQZJOLO23YVJ4VO' },
  requestParameters: { sourceIPAddress: '203.0.113.7' },
  responseElements: {
    'x-amz-request-id': 'C3D13FE58DE4C810',
    'x-amz-id-2': 'FMyUVURIY8/IgAtTv8xRjskZQpcIZ9KG4V5Wp6S7S',
  },
  s3: {
    s3SchemaVersion: '1.0',
    configurationId: 'uploads',
    bucket: { name: bucket, ownerIdentity: { principalId: 'A3NL1KOZZKExample' }, arn: `arn:aws:s3:::${bucket}` },
    object: {
      key: encoded(key),
      size,
      eTag: createHash('md5').update(`${bucket}/${key}/${size}`).digest('hex'),
      ...(versionId !== undefined && { versionId }),
      sequencer,
    },
  },
});

/** Slashes stay, a space is a plus sign. */
const encoded = (key: string): string =>
  new URLSearchParams({ key }).toString().slice('key='.length).replaceAll('%2F', '/');
