import { join } from 'node:path';
import { TraceError } from './errors.ts';
import { wantsColour } from './terminal.ts';
import { traceCommand } from './trace-command.ts';

const runningFile = join(import.meta.dirname, '../../../../.local-cloud/running.json');

try {
  const { columns } = process.stdout;
  const text = await traceCommand(
    process.argv.slice(2),
    { runningFile },
    { colour: wantsColour(), ...(columns !== undefined && { width: columns }) },
  );
  process.stdout.write(text);
} catch (error) {
  if (!(error instanceof TraceError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
