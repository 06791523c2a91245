import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../src/engine/paths.ts';
import { reservedNames } from '../../src/front-door/request-handler.ts';

it.each(readdirSync(join(repository, 'services')))('the front door has no page of its own under /%s', (service) => {
  expect(reservedNames).toEqual(expect.arrayContaining(['mailbox', 'timeline', 'login', 'oauth2']));
  expect(reservedNames).not.toContain(service);
});
