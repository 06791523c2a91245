import { poll, type PollOptions } from '../poll.ts';
import type { TestCloud } from './cloud.ts';

/** One invocation, as the front door's `/timeline.json` has it. */
export interface TracedSpan {
  readonly service: string;
  readonly operation: string;
  readonly trigger?: string;
  readonly outcome: string;
  readonly status?: number;
  readonly attempt?: number;
  readonly error?: { readonly name: string; readonly message: string };
}

/**
 * Waits until all that a correlation id caused satisfies `complete`, and gives it.
 * @throws NotInTime, whose cause tells what there was
 * @example await traced(cloud, id, (spans) => spans.some(({ operation }) => operation === 'UserDeleted'))
 */
export const traced = (
  { frontDoor }: TestCloud,
  correlationId: string,
  complete: (spans: readonly TracedSpan[]) => boolean,
  options?: PollOptions,
): Promise<readonly TracedSpan[]> =>
  poll(
    `complete trace of ${correlationId}`,
    async () => {
      const response = await fetch(`${frontDoor}/timeline.json?correlationId=${encodeURIComponent(correlationId)}`);
      const { spans = [] } = (await response.json()) as { spans?: TracedSpan[] }; // as the front door documents it
      if (complete(spans)) return spans;
      throw new Error(`So far: ${spans.map(described).join('; ') || 'nothing'}`);
    },
    options,
  );

const described = ({ service, trigger, operation, outcome, error }: TracedSpan) =>
  `${service} ${trigger} ${operation} ${outcome}${error ? ` ${error.name}: ${error.message}` : ''}`;
