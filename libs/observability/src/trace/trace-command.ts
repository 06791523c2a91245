import { parseArgs } from 'node:util';
import { correlationIdFrom } from '../correlation.ts';
import { TraceError } from './errors.ts';
import { logsOfStage, type Surroundings } from './logs-of-stage.ts';
import { readLines } from './read-lines.ts';
import { renderTrace, type RenderOptions } from './render-trace.ts';
import { parseSince } from './since.ts';
import { traceOf } from './trace-of.ts';

const usage = 'npm run trace -- <correlation id> [--stage dev] [--since 1h]';

/**
 * Everything that one correlation id caused, as text.
 * @param args as they come from the command line: the id, `--stage` (default `local`), `--since` (default `1h`)
 * @throws TraceError with one line to show
 */
export async function traceCommand(
  args: readonly string[],
  surroundings: Surroundings,
  rendering: RenderOptions = {},
): Promise<string> {
  const { correlationId, stage, since } = optionsOf(args);
  const from = Date.now() - parseSince(since);
  const logs = logsOfStage(stage, surroundings);
  try {
    const lines = await readLines(logs, { correlationId, stage, from });
    const trace = traceOf(correlationId, lines);
    if (trace) return renderTrace(trace, rendering);
  } catch (error) {
    throw inOneLine(error, stage);
  } finally {
    logs.destroy();
  }
  throw new TraceError(
    `Nothing about ${correlationId} in the logs of stage ${stage} of the last ${since}` +
      (stage === 'local' ? '.' : ' (AWS shows new lines some seconds late).') +
      ' It is the x-correlation-id header of the answer; look further back with --since 24h.',
  );
}

function optionsOf(args: readonly string[]): { correlationId: string; stage: string; since: string } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { stage: { type: 'string', default: 'local' }, since: { type: 'string', default: '1h' } },
    });
    const [correlationId = '', ...more] = positionals;
    if (more.length > 0 || correlationIdFrom(correlationId, '') === '')
      throw new TraceError(`Name one correlation id (letters, digits and . : - _, at most 128): ${usage}`);
    if (!/^[a-z][a-z0-9]{0,31}$/.test(values.stage))
      throw new TraceError(`--stage ${values.stage} is no stage's name.`);
    return { correlationId, ...values };
  } catch (error) {
    if (error instanceof TraceError) throw error;
    throw new TraceError(`${error instanceof Error ? error.message : String(error)} ${usage}`, { cause: error });
  }
}

/** What the SDK and the network throw, as the one line that helps. */
function inOneLine(error: unknown, stage: string): Error {
  if (!(error instanceof Error)) return new TraceError(String(error));
  if (error instanceof TraceError) return error;
  const [first = ''] = (error.message || error.name).split('\n');
  if (stage === 'local')
    return new TraceError(`The local cloud does not answer (${first}): start it with npm start.`, { cause: error });
  return new TraceError(
    `The logs of stage ${stage} cannot be read: ${error.name}: ${first}. Check AWS_PROFILE, AWS_REGION and that you are signed in.`,
    { cause: error },
  );
}
