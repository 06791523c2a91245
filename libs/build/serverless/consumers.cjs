'use strict';

const { deadLetterQueue } = require('./dead-letter-queue.cjs');

/** After so many tries a message goes to the dead-letter queue. */
const TRIES = 5;
/** AWS asks for at least 6 times the function's timeout: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
const VISIBILITY_PER_TIMEOUT = 6;

/**
 * `resources: - ${file(../../libs/build/serverless/consumers.cjs)}`: the queues behind `custom.consumers`.
 *
 * `erase-user: { source: users, events: [UserDeleted], timeout: 30 }` (timeout in seconds, of the function) becomes rule -> queue
 * `EraseUserQueue` -> dead-letter queue `EraseUserDeadLetterQueue`, with their policies and an alarm on the platform's topic.
 * The function of that name takes `sqs: { arn: !GetAtt EraseUserQueue.Arn, functionResponseType: ReportBatchItemFailures }`.
 */
module.exports = async ({ resolveVariable }) => {
  const stage = await resolveVariable('sls:stage');
  const service = await resolveVariable('self:service');
  const consumers = await resolveVariable('self:custom.consumers');
  const resources = Object.entries(consumers).map(([name, consumer]) => chain({ service, stage, name, ...consumer }));
  return { Resources: Object.assign({}, ...resources) };
};

function chain({ service, stage, name, source, events, timeout }) {
  const id = name.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase());
  const queue = `${service}-${stage}-${name}`;
  return {
    [`${id}Queue`]: {
      Type: 'AWS::SQS::Queue',
      Properties: {
        QueueName: queue,
        SqsManagedSseEnabled: true,
        VisibilityTimeout: timeout * VISIBILITY_PER_TIMEOUT,
        MessageRetentionPeriod: 4 * 24 * 3600,
        RedrivePolicy: { deadLetterTargetArn: arn(`${id}DeadLetterQueue`), maxReceiveCount: TRIES },
      },
    },
    ...deadLetterQueue({ id, queue, stage }),
    [`${id}Rule`]: {
      Type: 'AWS::Events::Rule',
      Properties: {
        Name: queue,
        Description: `${events.join(', ')} of ${source} to ${queue}`,
        EventBusName: `longhouse-${stage}`,
        EventPattern: { source: [source], 'detail-type': events },
        Targets: [{ Id: 'queue', Arn: arn(`${id}Queue`), DeadLetterConfig: { Arn: arn(`${id}DeadLetterQueue`) } }],
      },
    },
    [`${id}QueuePolicy`]: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [{ Ref: `${id}Queue` }, { Ref: `${id}DeadLetterQueue` }],
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [`${id}Queue`, `${id}DeadLetterQueue`].map((target) => ({
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: arn(target),
            Condition: { ArnEquals: { 'aws:SourceArn': arn(`${id}Rule`) } },
          })),
        },
      },
    },
  };
}

function arn(logicalId) {
  return { 'Fn::GetAtt': [logicalId, 'Arn'] };
}
