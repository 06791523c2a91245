'use strict';

const { alarmOf, deadLetterQueue } = require('./dead-letter-queue.cjs');

/** A stream keeps records for 24 hours: an hour without progress is a quarter of a working day to mend it. */
const LATE_MILLISECONDS = 3_600_000;

/**
 * `resources: - ${file(../../libs/build/serverless/relay.cjs)}`: what the function `relay` needs beside its stream: the
 * dead-letter queue `RelayDeadLetterQueue`, an alarm on it, and one on a relay that does not get on.
 */
module.exports = async ({ resolveVariable }) => {
  const stage = await resolveVariable('sls:stage');
  const queue = `${await resolveVariable('self:service')}-${stage}-relay`;
  return {
    Resources: {
      ...deadLetterQueue({ id: 'Relay', queue, stage }),
      RelayLateAlarm: {
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
    },
  };
};
