'use strict';

const { deadLetterQueue } = require('./dead-letter-queue.cjs');

/** After so many tries a message goes to the dead-letter queue. */
const TRIES = 5;
/** AWS asks for at least 6 times the function's timeout: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
const VISIBILITY_PER_TIMEOUT = 6;
const KEPT_SECONDS = 4 * 24 * 3600;

/** `erase-user` -> `EraseUser`: what the logical ids of a function's queues begin with. */
exports.logicalId = (name) => name.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase());

/** The queue `<id>Queue` of a function (timeout in seconds) and its dead-letter queue `<id>DeadLetterQueue` with an alarm. */
exports.workQueue = ({ id, queue, stage, timeout }) => ({
  [`${id}Queue`]: {
    Type: 'AWS::SQS::Queue',
    Properties: {
      QueueName: queue,
      SqsManagedSseEnabled: true,
      VisibilityTimeout: timeout * VISIBILITY_PER_TIMEOUT,
      MessageRetentionPeriod: KEPT_SECONDS,
      RedrivePolicy: { deadLetterTargetArn: arn(`${id}DeadLetterQueue`), maxReceiveCount: TRIES },
    },
  },
  ...deadLetterQueue({ id, queue, stage }),
});

/** Lets one source of one AWS service, and nobody else, send to the queue of a function and to its dead-letter queue. */
exports.senderPolicy = ({ id, service, source }) => ({
  [`${id}QueuePolicy`]: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [{ Ref: `${id}Queue` }, { Ref: `${id}DeadLetterQueue` }],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [`${id}Queue`, `${id}DeadLetterQueue`].map((target) => ({
          Effect: 'Allow',
          Principal: { Service: service },
          Action: 'sqs:SendMessage',
          Resource: arn(target),
          Condition: { ArnEquals: { 'aws:SourceArn': source } },
        })),
      },
    },
  },
});

const arn = (logicalId) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
exports.arn = arn;
