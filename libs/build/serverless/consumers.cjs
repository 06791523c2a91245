'use strict';

const { arn, logicalId, senderPolicy, workQueue } = require('./work-queue.cjs');

/**
 * `resources: - ${file(../../libs/build/serverless/consumers.cjs)}`: the queues behind `custom.consumers`.
 *
 * `erase-user: { source: users, events: [UserDeleted], timeout: 30 }` (timeout in seconds, of the function) becomes rule -> queue
 * `EraseUserQueue` -> dead-letter queue `EraseUserDeadLetterQueue`, with their policies and an alarm on the platform's topic.
 * The function of that name takes `sqs: { arn: !GetAtt EraseUserQueue.Arn, functionResponseType: ReportBatchItemFailures }`.
 *
 * Of several services: `from: { users: [UserRegistered], images: [ImageShared] }`. A command, which any of them may give: `source: [users, images]`
 * with `events`: these names of each of them.
 */
module.exports = async ({ resolveVariable }) => {
  const stage = await resolveVariable('sls:stage');
  const service = await resolveVariable('self:service');
  const consumers = await resolveVariable('self:custom.consumers');
  const resources = Object.entries(consumers).map(([name, consumer]) => chain({ service, stage, name, ...consumer }));
  return { Resources: Object.assign({}, ...resources) };
};

function chain({ service, stage, name, source, events, from, timeout }) {
  const id = logicalId(name);
  const queue = `${service}-${stage}-${name}`;
  const parts =
    from === undefined ? [[[source].flat(), events]] : Object.entries(from).map(([one, names]) => [[one], names]);
  const patterns = parts.map(([sources, names]) => ({ source: sources, 'detail-type': names }));
  return {
    ...workQueue({ id, queue, stage, timeout }),
    [`${id}Rule`]: {
      Type: 'AWS::Events::Rule',
      Properties: {
        Name: queue,
        Description: `${parts.map(([sources, names]) => `${names.join(', ')} of ${sources.join(', ')}`).join('; ')} to ${queue}`,
        EventBusName: `longhouse-${stage}`,
        EventPattern: patterns.length === 1 ? patterns[0] : { $or: patterns },
        Targets: [{ Id: 'queue', Arn: arn(`${id}Queue`), DeadLetterConfig: { Arn: arn(`${id}DeadLetterQueue`) } }],
      },
    },
    ...senderPolicy({ id, service: 'events.amazonaws.com', source: arn(`${id}Rule`) }),
  };
}
