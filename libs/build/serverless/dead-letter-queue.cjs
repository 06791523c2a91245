'use strict';

/** 14 days, the most that SQS keeps: time for people to look, mend and redrive. */
const KEPT_SECONDS = 14 * 24 * 3600;

/** The dead-letter queue `<queue>-dlq` (logical id `<id>DeadLetterQueue`) with an alarm as soon as one message is in it. */
exports.deadLetterQueue = ({ id, queue, stage }) => ({
  [`${id}DeadLetterQueue`]: {
    Type: 'AWS::SQS::Queue',
    Properties: { QueueName: `${queue}-dlq`, SqsManagedSseEnabled: true, MessageRetentionPeriod: KEPT_SECONDS },
  },
  [`${id}DeadLetterAlarm`]: {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: `${queue}-dlq`,
      AlarmDescription: `Messages that ${queue} gave up on: read their reason, mend, redrive (docs/messaging.md).`,
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [`${id}DeadLetterQueue`, 'QueueName'] } }],
      Statistic: 'Maximum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 0,
      ...alarmOf(stage),
    },
  },
});

/** What every alarm has in common: it goes to the platform's topic, and silence is good news. */
const alarmOf = (stage) => {
  const topic = {
    'Fn::Sub': `arn:\${AWS::Partition}:sns:\${AWS::Region}:\${AWS::AccountId}:longhouse-${stage}-alarms`,
  };
  return {
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'notBreaching',
    AlarmActions: [topic],
    OKActions: [topic],
  };
};
exports.alarmOf = alarmOf;
