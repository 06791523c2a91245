'use strict';

const { logicalId, workQueue } = require('./work-queue.cjs');

/**
 * `resources: - ${file(../../libs/build/serverless/queues.cjs)}`: the queues behind `custom.queues`, which are sent to by name.
 *
 * `fan-out: { timeout: 60 }` (timeout in seconds, of the function) becomes the queue `FanOutQueue` and its dead-letter queue
 * `FanOutDeadLetterQueue` with an alarm on the platform's topic. Who may send to it says its role: there is no policy for others.
 */
module.exports = async ({ resolveVariable }) => {
  const stage = await resolveVariable('sls:stage');
  const service = await resolveVariable('self:service');
  const queues = await resolveVariable('self:custom.queues');
  const resources = Object.entries(queues).map(([name, { timeout }]) =>
    workQueue({ id: logicalId(name), queue: `${service}-${stage}-${name}`, stage, timeout }),
  );
  return { Resources: Object.assign({}, ...resources) };
};
