import { createRequire } from 'node:module';
import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { lambdaContext, request } from '../request.ts';
import { stubWire } from '../wire.ts';
import { newReminder } from './new-reminder.ts';

interface Bundle {
  readonly handler: (
    event: APIGatewayProxyEventV2WithJWTAuthorizer,
    context: Context,
  ) => Promise<APIGatewayProxyStructuredResultV2>;
}

/**
 * Runs in a process of its own: `drive-creation <bundle of create-schedule> <calls>`. The processor time of a call in microseconds is written to standard
 * error, once as many calls have warmed the process up. Standard output is the log.
 */
async function drive([bundle = '', calls = '']: string[]): Promise<void> {
  stubWire();
  const { handler } = createRequire(import.meta.url)(bundle) as Bundle;
  const body = JSON.stringify(newReminder());
  const count = Number(calls);

  async function create(): Promise<void> {
    const event = { ...request('POST'), routeKey: 'POST /schedules', rawPath: '/schedules', body };
    event.headers['content-length'] = String(body.length);
    const { statusCode, body: answer } = await handler(event, lambdaContext());
    if (statusCode !== 201) throw new Error(`POST /schedules was answered by ${statusCode}: ${answer}`);
  }

  for (let warming = 0; warming < count; warming++) await create();
  const before = process.cpuUsage();
  for (let measured = 0; measured < count; measured++) await create();
  const { user, system } = process.cpuUsage(before);
  process.stderr.write(`${(user + system) / count}\n`);
}

void drive(process.argv.slice(2)).then(() => process.exit(0));
