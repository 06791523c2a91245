'use strict';

const { deadLetterQueue } = require('./dead-letter-queue.cjs');

/** After so many tries a message goes to the dead-letter queue. */
const TRIES = 5;
/** AWS advises at least 6 times the function's timeout: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
const VISIBILITY_PER_TIMEOUT = 6;
/** 12 hours: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
const LONGEST_VISIBILITY = 12 * 3600;
const KEPT_SECONDS = 4 * 24 * 3600;
/** 14 days: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
const LONGEST_KEPT = 14 * 24 * 3600;

/** `erase-user` -> `EraseUser`: what the logical ids of a function's queues begin with. */
exports.logicalId = (name) => name.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase());

/**
 * The queue `<id>Queue` of a function (timeout in seconds) and its dead-letter queue `<id>DeadLetterQueue` with an alarm. A `visibility` (seconds) that was
 * chosen is noted in the template's metadata: the platform's rules ask for the advised one otherwise. `retention`: seconds for which a message is kept.
 */
exports.workQueue = ({ id, queue, stage, timeout, visibility, retention = KEPT_SECONDS }) => ({
  [`${id}Queue`]: {
    Type: 'AWS::SQS::Queue',
    ...(visibility !== undefined && { Metadata: { VisibilityTimeout: 'chosen' } }),
    Properties: {
      QueueName: queue,
      SqsManagedSseEnabled: true,
      VisibilityTimeout: visibility ?? timeout * VISIBILITY_PER_TIMEOUT,
      MessageRetentionPeriod: retention,
      RedrivePolicy: { deadLetterTargetArn: arn(`${id}DeadLetterQueue`), maxReceiveCount: TRIES },
    },
  },
  ...deadLetterQueue({ id, queue, stage }),
});

/**
 * Lambda refuses a queue that shows a message again while the function may still be at it.
 * @throws when the visibility that was chosen for a queue (`custom.queues.fire`) is no such number
 */
exports.checkVisibility = (where, { timeout, visibility }) => {
  if (visibility === undefined) return;
  if (Number.isInteger(visibility) && visibility >= timeout && visibility <= LONGEST_VISIBILITY) return;
  const bounds = `whole seconds from the function's timeout, ${timeout}, to ${LONGEST_VISIBILITY}`;
  throw new Error(`${where}.visibility is ${JSON.stringify(visibility)}: ${bounds}.`);
};

/**
 * A message that is dropped before its last try never reaches the dead-letter queue.
 * @throws when the time for which a queue keeps messages (`custom.queues.hand-out`) is no such number
 */
exports.checkRetention = (where, { timeout, visibility = timeout * VISIBILITY_PER_TIMEOUT, retention }) => {
  if (retention === undefined) return;
  const tries = visibility * TRIES;
  if (Number.isInteger(retention) && retention > tries && retention <= LONGEST_KEPT) return;
  const bounds = `whole seconds, more than all tries take, ${tries}, to ${LONGEST_KEPT}`;
  throw new Error(`${where}.retention is ${JSON.stringify(retention)}: ${bounds}.`);
};

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
