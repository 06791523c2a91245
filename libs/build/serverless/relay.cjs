'use strict';

const { alarmOf, deadLetterQueue } = require('./dead-letter-queue.cjs');
const { logicalId } = require('./work-queue.cjs');

/** A stream keeps records for 24 hours: an hour without progress is a quarter of a working day to mend it. */
const LATE_MILLISECONDS = 3_600_000;

/**
 * `resources: - ${file(../../libs/build/serverless/relay.cjs)}`: what the functions of a table's stream need beside it, by their names in
 * `custom.streams`, the function `relay` alone without: for each the dead-letter queue (`RelayDeadLetterQueue`), an alarm on it, and one on a function that
 * does not get on.
 */
module.exports = async ({ resolveVariable }) => {
  const stage = await resolveVariable('sls:stage');
  const service = await resolveVariable('self:service');
  const streams = (await resolveVariable('self:custom.streams, null')) ?? ['relay'];
  return { Resources: Object.assign({}, ...streams.map((name) => around(name, `${service}-${stage}-${name}`, stage))) };
};

function around(name, queue, stage) {
  const id = logicalId(name);
  return {
    ...deadLetterQueue({ id, queue, stage }),
    [`${id}LateAlarm`]: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        AlarmName: `${queue}-late`,
        AlarmDescription: `${queue} is more than an hour behind its stream: records are lost after 24 hours.`,
        Namespace: 'AWS/Lambda',
        MetricName: 'IteratorAge',
        Dimensions: [{ Name: 'FunctionName', Value: queue }],
        Statistic: 'Maximum',
        Period: 300,
        EvaluationPeriods: 1,
        Threshold: LATE_MILLISECONDS,
        ...alarmOf(stage),
      },
    },
  };
}
