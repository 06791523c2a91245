import { createHash, randomUUID } from 'node:crypto';
import type { SQSEvent, SQSRecord } from 'aws-lambda';

export interface SqsRecordOptions {
  messageId?: string;
  /** How often it was received, this time included: above 1 for a redelivery. */
  receiveCount?: number;
  /** Epoch milliseconds. */
  sentAt?: number;
  queueArn?: string;
}

/**
 * One message of a queue. The body is sent as it is when it is a string (so that a test can send what no producer would), else as JSON.
 * Source of the shape: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export const sqsRecord = (
  body: unknown,
  {
    messageId = randomUUID(),
    receiveCount = 1,
    sentAt = Date.now(),
    queueArn = 'arn:aws:sqs:eu-central-1:000000000000:queue',
  }: SqsRecordOptions = {},
): SQSRecord => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    messageId,
    receiptHandle: `AQEB${Buffer.from(`${messageId}/${receiveCount}`).toString('base64')}`,
    body: text,
    attributes: {
      ApproximateReceiveCount: String(receiveCount),
      AWSTraceHeader: 'Root=1-67ae2d80-0123456789abcdef01234567',
      SentTimestamp: String(sentAt),
      SenderId: 'AIDAIENQZJOLO23YVJ4VO',
      ApproximateFirstReceiveTimestamp: String(sentAt + 1),
    },
    messageAttributes: {},
    md5OfBody: createHash('md5').update(text).digest('hex'),
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: 'eu-central-1',
  };
};

/**
 * A batch of messages: what a consumer gets. Bodies are events of `busEvent`, or anything else that a queue could hold.
 * @example sqsEvent(busEvent(UserRegistered, data), 'not json')
 */
export const sqsEvent = (...bodies: readonly unknown[]): SQSEvent => ({
  Records: bodies.map((body) => sqsRecord(body)),
});
