import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The part of the engine's `lambda.json` that is read here. */
interface LambdaState {
  payload?: Record<string, { data?: Record<string, unknown> } | undefined>;
}

const positions = ['dynamodb_stream_positions', 'kinesis_positions'];

/**
 * Forgets how far the streams were read. The engine saves those positions but not the records, so that after a restart it would
 * wait for records beyond the old position and every stream would stay silent.
 */
export function healStreams(state: string): void {
  const file = join(state, 'lambda.json');
  if (!existsSync(file)) return;
  const saved = JSON.parse(readFileSync(file, 'utf8')) as LambdaState; // the engine's own file, at the pinned version
  for (const name of positions) {
    const position = saved.payload?.[name];
    if (position?.data) position.data = {};
  }
  writeFileSync(`${file}.healed`, JSON.stringify(saved));
  renameSync(`${file}.healed`, file);
}
