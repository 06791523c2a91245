import { randomUUID } from 'node:crypto';
import type { ScheduledEvent } from 'aws-lambda';

/**
 * What a schedule hands to a `cron` function. `at` is the planned time in epoch milliseconds; events have it in whole seconds.
 * Source of the shape: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-run-lambda-schedule.html
 */
export const scheduledEvent = ({ at = Date.now(), rule = 'nightly' } = {}): ScheduledEvent => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account: '000000000000',
  time: `${new Date(at).toISOString().slice(0, 19)}Z`,
  region: 'eu-central-1',
  resources: [`arn:aws:events:eu-central-1:000000000000:rule/${rule}`],
  detail: {},
});
