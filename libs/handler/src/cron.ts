import { type Log, log } from '@libs/observability';
import type { Context, ScheduledEvent } from 'aws-lambda';
import { invocation } from './invocation.ts';
import { type Logic, type Preset, preset } from './logic.ts';
import { checkOptions, type PresetOptions } from './options.ts';
import { stack } from './stack.ts';

export interface CronInput {
  /** When it was due, not when it runs. */
  readonly scheduledAt: Date;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** The preset of a schedule (EventBridge rule or Scheduler). What it throws is retried by Lambda, twice by default. */
export function cron<L extends Logic<CronInput, void>>(
  name: string,
  logic: L,
  options: PresetOptions = {},
): Preset<ScheduledEvent, void, L> {
  checkOptions('cron', options, ['use']);
  const { use = [] } = options;

  async function handle(event: ScheduledEvent, context: Context): Promise<void> {
    const about = { trigger: 'cron', operation: name, correlationId: context.awsRequestId, context } as const;
    return invocation(about, async (signal) => logic({ scheduledAt: new Date(event.time), log, signal }));
  }
  return preset(stack(handle, use), logic);
}
