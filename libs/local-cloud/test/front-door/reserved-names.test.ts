import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { repository } from '../../src/engine/paths.ts';
import { claims, firstParts } from '../../src/front-door/claims.ts';
import { reservedNames } from '../../src/front-door/request-handler.ts';

/** What of a serverless.yml is read here. */
interface Configuration {
  functions?: Record<string, { events?: { httpApi?: { path: string } }[] }>;
}

const services = readdirSync(join(repository, 'services')).map((name) => {
  const text = readFileSync(join(repository, 'services', name, 'serverless.yml'), 'utf8');
  const { functions = {} } = parse(text, { logLevel: 'error' }) as Configuration; // CloudFormation's tags are unknown to it
  const triggers = Object.values(functions).flatMap(({ events = [] }) => events);
  return { name, paths: firstParts(triggers.flatMap(({ httpApi }) => httpApi?.path ?? [])) };
});

it('has paths of more than one service to look at', () => {
  expect(services.filter(({ paths }) => paths.length > 0).length).toBeGreaterThan(1);
  expect(reservedNames).toEqual(expect.arrayContaining(['mailbox', 'timeline', 'login', 'oauth2']));
});

it.each([...claims(services)])(
  '/%s belongs to one service alone, and the front door has no page there',
  (path, names) => {
    expect(names).toHaveLength(1);
    expect(reservedNames).not.toContain(path);
  },
);
