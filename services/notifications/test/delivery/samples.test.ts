import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Deliver } from '../../src/contract/deliver.ts';
import { EndpointEvent } from '../../src/contract/endpoint-event.ts';
import { MailEvent } from '../../src/contract/mail-event.ts';

const folder = join(dirname(require.resolve('../../package.json')), 'events');

it.each([
  ['send-mail', Deliver],
  ['send-sms', Deliver],
  ['send-push', Deliver],
  ['note-mail-events', MailEvent],
  ['note-endpoint-events', EndpointEvent],
])('the sample of %s is what its queue carries', (name, contract) => {
  const { Records } = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as { Records: { body: string }[] };
  expect(contract.validate({ body: JSON.parse(Records[0]?.body ?? '') as unknown })).toBe(true);
});
