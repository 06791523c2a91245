import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { ImageRef } from '../domain/image.ts';
import { originalKey } from '../domain/object-key.ts';
import type { ObjectVersion } from '../domain/object-version.ts';
import { bucket } from './buckets.ts';

let client: SNSClient | undefined;

/** What S3 tells the topic UPLOADS_TOPIC of originals that have arrived. */
export const arrivals = { tell };

/**
 * Tells the topic of an object once more, as S3 did or should have: whoever listens takes it in, and knows it already when S3 did.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 * @throws Error when UPLOADS_TOPIC is not set
 */
async function tell(
  ref: ImageRef,
  { versionId, size = 0, at }: Omit<ObjectVersion, 'key'>,
  sns: Pick<SNSClient, 'send'> = (client ??=
    new SNSClient({})),
): Promise<void> {
  const TopicArn = process.env['UPLOADS_TOPIC'];
  if (TopicArn === undefined || TopicArn === '') throw new Error('UPLOADS_TOPIC is not set: see serverless.yml');
  const record = {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: process.env['AWS_REGION'],
    eventTime: new Date(at).toISOString(),
    eventName: 'ObjectCreated:Post',
    s3: {
      s3SchemaVersion: '1.0',
      bucket: { name: bucket('ORIGINALS_BUCKET') },
      // Nobody can ask S3 for an object's sequencer: zero is before all others.
      object: { key: originalKey(ref), size, versionId, sequencer: '00' },
    },
  };
  await sns.send(new PublishCommand({ TopicArn, Message: JSON.stringify({ Records: [record] }) }));
}
