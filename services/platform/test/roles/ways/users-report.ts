import { randomUUID } from 'node:crypto';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { HeadObjectCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { scheduledEvent } from '@libs/testing';
import type { Cloud } from '../cloud.ts';
import type { Ways } from './way.ts';

const HOUR = 3_600_000;

/** A sign-in of three hours ago, at which the report has come just now. */
async function left(cloud: Cloud): Promise<string> {
  const table = new DynamoDBClient(cloud.aws);
  const at = new Date(Date.now() - 3 * HOUR).toISOString();
  const [hour, id, userId] = [at.slice(0, 13), `00000000${randomUUID().slice(8)}`, randomUUID()];
  const behind = `$signin_1#at_${at.toLowerCase()}#signinid_${id}`;
  const put = async (Item: PutItemCommand['input']['Item']) =>
    table.send(new PutItemCommand({ TableName: 'users-local', Item }));
  await put({
    pk: { S: `$users#userid_${userId}` },
    sk: { S: behind },
    gsi3pk: { S: `$users#hour_${hour.toLowerCase()}#shard_0` },
    gsi3sk: { S: behind },
    __edb_e__: { S: 'signIn' },
    __edb_v__: { S: '1' },
    userId: { S: userId },
    signInId: { S: id },
    at: { S: at },
    clientId: { S: 'console' },
    newDevice: { BOOL: false },
    expiresAt: { N: String(Math.floor(Date.now() / 1000) + 3600) },
  });
  await put({
    pk: { S: '$users' },
    sk: { S: '$reportposition_1' },
    __edb_e__: { S: 'reportPosition' },
    __edb_v__: { S: '1' },
    hour: { S: hour },
    part: { N: '0' },
    after: { S: '' },
    version: { N: '1' },
  });
  return `sign-ins/day=${hour.slice(0, 10)}/hour=${hour.slice(11)}/part-0000.jsonl`;
}

export const usersReportWays: Ways = {
  'users-local-report-sign-ins': [
    async (cloud) => {
      const key = await left(cloud);
      await cloud.invoke('users-local-report-sign-ins', scheduledEvent());
      const s3 = new S3Client(cloud.aws);
      const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
      const { Name } = Buckets.find((bucket) => bucket.Name?.startsWith('users-local-reports-')) ?? {};
      await s3.send(new HeadObjectCommand({ Bucket: Name, Key: key }));
    },
  ],
};
