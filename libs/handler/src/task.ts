import type { MessageBody, MessageContract } from '@libs/contracts';
import { correlationIdFrom, type Log, log } from '@libs/observability';
import type { Context } from 'aws-lambda';
import { checkAgainst } from './batch/json.ts';
import { invocation } from './invocation.ts';
import { type Logic, type Preset, preset } from './logic.ts';
import { checkOptions, type PresetOptions } from './options.ts';
import { stack } from './stack.ts';

export interface TaskInput<M extends MessageContract> {
  readonly body: MessageBody<M>;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/**
 * The preset of a task state of Step Functions. Input and output are checked against their contracts; an error keeps its name, on which
 * `Retry` and `Catch` match (`BadRequest`, `Retryable`, …). The correlation id is `correlationId` of the input, when it is there.
 */
export function task<
  In extends MessageContract,
  Out extends MessageContract,
  L extends Logic<TaskInput<In>, MessageBody<Out>>,
>(input: In, output: Out, logic: L, options: PresetOptions = {}): Preset<unknown, MessageBody<Out>, L> {
  checkOptions('task', options, ['use']);
  const { use = [] } = options;

  async function handle(event: unknown, context: Context): Promise<MessageBody<Out>> {
    const { correlationId } = (event ?? {}) as { correlationId?: string };
    return invocation(
      {
        trigger: 'task',
        operation: input.name,
        correlationId: correlationIdFrom(correlationId, context.awsRequestId),
        context,
      },
      async (signal) => {
        checkAgainst(input.validate, { body: event });
        const result = await logic({ body: event as MessageBody<In>, log, signal });
        checkAgainst(output.validate, { body: result });
        return result;
      },
    );
  }
  return preset(stack(handle, use), logic);
}
