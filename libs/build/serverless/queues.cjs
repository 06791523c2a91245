'use strict';

const { checkRetention, checkVisibility, logicalId, workQueue } = require('./work-queue.cjs');

/**
 * `resources: - ${file(../../libs/build/serverless/queues.cjs)}`: the queues behind `custom.queues`, which are sent to by name.
 *
 * `fan-out: { timeout: 60 }` (timeout in seconds, of the function) becomes the queue `FanOutQueue` and its dead-letter queue
 * `FanOutDeadLetterQueue` with an alarm on the platform's topic. Who may send to it says its role: there is no policy for others.
 *
 * `fire: { timeout: 10, visibility: 30 }`: what a killed worker held is there again after 30 s, and not after 6 times the timeout as AWS advises. The
 * price: while Lambda is throttled, messages come again sooner, and use their 5 tries up. Say where it is used why it is worth that.
 *
 * `hand-out: { timeout: 50, visibility: 60, retention: 600 }`: of work that is asked for anew all the time, what has waited for 10 minutes is dropped. Without
 * it a message is kept for 4 days.
 */
module.exports = async ({ resolveVariable }) => {
  const stage = await resolveVariable('sls:stage');
  const service = await resolveVariable('self:service');
  const queues = await resolveVariable('self:custom.queues');
  const resources = Object.entries(queues).map(([name, { timeout, visibility, retention }]) => {
    checkVisibility(`custom.queues.${name}`, { timeout, visibility });
    checkRetention(`custom.queues.${name}`, { timeout, visibility, retention });
    const queue = `${service}-${stage}-${name}`;
    return workQueue({ id: logicalId(name), queue, stage, timeout, visibility, retention });
  });
  return { Resources: Object.assign({}, ...resources) };
};
