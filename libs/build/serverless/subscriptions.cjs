'use strict';

const { arn, logicalId, senderPolicy, workQueue } = require('./work-queue.cjs');

/**
 * `resources: - ${file(../../libs/build/serverless/subscriptions.cjs)}`: the queues behind `custom.subscriptions`, each fed by an SNS topic.
 *
 * `make-renditions: { topic: UploadsTopic, timeout: 60 }` (logical id of the topic; timeout in seconds, of the function) becomes
 * subscription -> queue `MakeRenditionsQueue` -> dead-letter queue `MakeRenditionsDeadLetterQueue`, with their policies and an alarm on the
 * platform's topic. The function of that name takes `sqs: { arn: !GetAtt MakeRenditionsQueue.Arn, functionResponseType: ReportBatchItemFailures }`.
 * With `filter: { channel: [email] }` only messages with such an attribute come; with `body: { eventType: [{ exists: true }] }` only JSON with such a
 * property: SES, for one, greets a topic that it is told to publish to with a line of text.
 */
module.exports = async ({ resolveVariable }) => {
  const stage = await resolveVariable('sls:stage');
  const service = await resolveVariable('self:service');
  const subscriptions = await resolveVariable('self:custom.subscriptions');
  const resources = Object.entries(subscriptions).map(([name, given]) => chain({ service, stage, name, ...given }));
  return { Resources: Object.assign({}, ...resources) };
};

function chain({ service, stage, name, topic, filter, body, timeout }) {
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
        ...(filter && { FilterPolicy: filter }),
        ...(body && { FilterPolicy: body, FilterPolicyScope: 'MessageBody' }),
        RedrivePolicy: { deadLetterTargetArn: arn(`${id}DeadLetterQueue`) },
      },
    },
  };
}
