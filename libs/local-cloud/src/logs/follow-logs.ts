import { setTimeout as wait } from 'node:timers/promises';
import { painter, wantsColour } from '@libs/observability/trace';
import { localLogs } from './client.ts';
import { formatLine } from './format-line.ts';
import { LogTail } from './tail.ts';

export interface FollowOptions {
  /** The engine's. */
  endpoint: string;
  /** Gets one or more whole lines, each with its line feed. */
  write?: (lines: string) => void;
  /** Default: what the terminal and NO_COLOR say. */
  colour?: boolean;
  /** Milliseconds between two looks. */
  every?: number;
  /** Epoch milliseconds; nothing older is shown. */
  since?: number;
}

/**
 * Shows what all functions log in one stream, some 200 ms behind. While the engine does not answer it waits.
 * @example
 * const logs = followLogs({ endpoint: engine.endpoint });
 * logs.stop();
 */
export function followLogs({
  endpoint,
  write = (lines) => void process.stdout.write(lines),
  colour = wantsColour(),
  every = 200,
  since = Date.now(),
}: FollowOptions): { stop(): void } {
  const stopped = new AbortController();
  const client = localLogs(endpoint);
  void follow(new LogTail(client, since), { write, colour, every, signal: stopped.signal });
  return {
    stop() {
      stopped.abort();
      client.destroy();
    },
  };
}

async function follow(
  tail: LogTail,
  {
    write,
    colour,
    every,
    signal,
  }: Required<Pick<FollowOptions, 'write' | 'colour' | 'every'>> & { signal: AbortSignal },
): Promise<void> {
  const paint = painter(colour);
  while (!signal.aborted) {
    const lines = await tail.poll().catch(() => []); // restarting, or not up yet: the next look catches up
    if (signal.aborted) return;
    const shown = lines.map((line) => formatLine(line, paint)).filter((line) => line !== undefined);
    if (shown.length > 0) write(`${shown.join('\n')}\n`);
    await wait(every, undefined, { signal }).catch(() => {});
  }
}
