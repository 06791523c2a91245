import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { ReportLine } from '../domain/report-line.ts';

let client: S3Client | undefined;

/** The files of the report of sign-ins, in the bucket REPORTS_BUCKET. */
export const reportFiles = { put };

/** Writes a file as JSON Lines; one that is there is replaced. */
async function put(
  Key: string,
  lines: readonly ReportLine[],
  s3: Pick<S3Client, 'send'> = (client ??=
    new S3Client({})),
): Promise<void> {
  const Bucket = process.env['REPORTS_BUCKET'];
  if (Bucket === undefined || Bucket === '') throw new Error('REPORTS_BUCKET is not set: see serverless.yml');
  const Body = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const about = { ContentType: 'application/x-ndjson', ContentLength: Body.length };
  await s3.send(new PutObjectCommand({ Bucket, Key, Body, ...about }));
}
