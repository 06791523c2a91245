'use strict';

const { arn, logicalId, senderPolicy, workQueue } = require('./work-queue.cjs');

/**
 * `resources: - ${file(../../libs/build/serverless/objects.cjs)}`: the queues behind `custom.objects`, of functions with the preset `objects`.
 *
 * `make-renditions: { topic: UploadsTopic, timeout: 60 }` (logical id of the topic that S3 tells of objects; timeout in seconds, of the
 * function) becomes subscription -> queue `MakeRenditionsQueue` -> dead-letter queue `MakeRenditionsDeadLetterQueue`, with their policies and
 * an alarm on the platform's topic. The function of that name takes
 * `sqs: { arn: !GetAtt MakeRenditionsQueue.Arn, functionResponseType: ReportBatchItemFailures }`.
 */
module.exports = async ({ resolveVariable }) => {
  const stage = await resolveVariable('sls:stage');
  const service = await resolveVariable('self:service');
  const objects = await resolveVariable('self:custom.objects');
  const resources = Object.entries(objects).map(([name, purpose]) => chain({ service, stage, name, ...purpose }));
  return { Resources: Object.assign({}, ...resources) };
};

function chain({ service, stage, name, topic, timeout }) {
  const id = logicalId(name);
  return {
    ...workQueue({ id, queue: `${service}-${stage}-${name}`, stage, timeout }),
    ...senderPolicy({ id, service: 'sns.amazonaws.com', source: { Ref: topic } }),
    [`${id}Subscription`]: {
      Type: 'AWS::SNS::Subscription',
      // A message that comes before the policy would go nowhere.
      DependsOn: `${id}QueuePolicy`,
      Properties: {
        TopicArn: { Ref: topic },
        Protocol: 'sqs',
        Endpoint: arn(`${id}Queue`),
        RawMessageDelivery: true,
        RedrivePolicy: { deadLetterTargetArn: arn(`${id}DeadLetterQueue`) },
      },
    },
  };
}
