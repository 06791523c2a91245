import { createRequire } from 'node:module';
import { lambdaContext, request } from './request.ts';
import type { Stack } from './stack.ts';
import { stored, stubWire } from './wire.ts';

/**
 * Runs in a process of its own: `drive <bundle> <POST|GET> <wire|send> <calls>`. One call is for the count of start-up instructions. With more, the CPU time of one in microseconds is written to standard error, once
 * as many calls have warmed the process up. Standard output is the log.
 */
async function drive([bundle = '', method = 'POST', stub = 'wire', calls = '1']: string[]): Promise<void> {
  stubWire();
  const stack = createRequire(__filename)(bundle) as Stack;
  if (stub === 'send') {
    const answer = stored[stack.stored];
    stack.client.send = async () => answer;
  }
  const call = () => stack.handler(request(method as 'POST' | 'GET'), lambdaContext());

  const { statusCode, body } = await call();
  if (statusCode !== (method === 'POST' ? 201 : 200))
    throw new Error(`${method} was answered by ${statusCode}: ${body}`);
  const count = Number(calls);
  if (count === 1) return;
  for (let warming = 0; warming < count; warming++) await call();
  const before = process.cpuUsage();
  for (let measured = 0; measured < count; measured++) await call();
  const { user, system } = process.cpuUsage(before);
  process.stderr.write(`${(user + system) / count}\n`);
}

void drive(process.argv.slice(2)).then(() => process.exit(0));
