import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { repository } from '../../src/engine/paths.ts';
import { claims, firstParts } from '../../src/front-door/claims.ts';
import { reservedNames } from '../../src/front-door/request-handler.ts';

/** Functions as a serverless.yml has them: by name, or files of them by `${file(./functions/inbox.yml)}`. */
type Functions = Record<string, { events?: { httpApi?: { path: string } }[] }>;

/** What of a serverless.yml is read here. */
interface Configuration {
  functions?: Functions | string[];
}

// CloudFormation's tags are unknown to the parser.
const read = (file: string): unknown => parse(readFileSync(file, 'utf8'), { logLevel: 'error' });

function functionsOf(folder: string): Functions[] {
  const { functions = {} } = read(join(folder, 'serverless.yml')) as Configuration;
  if (!Array.isArray(functions)) return [functions];
  return functions.map(
    (reference) => read(join(folder, /^\$\{file\((.+)\)\}$/.exec(reference)?.[1] ?? '')) as Functions,
  );
}

const services = readdirSync(join(repository, 'services'))
  .map((name) => ({ name, folder: join(repository, 'services', name) }))
  .filter(({ folder }) => existsSync(join(folder, 'serverless.yml')))
  .map(({ name, folder }) => {
    const triggers = functionsOf(folder).flatMap((functions) => Object.values(functions ?? {}));
    const paths = triggers.flatMap(({ events = [] }) => events).flatMap(({ httpApi }) => httpApi?.path ?? []);
    return { name, paths: firstParts(paths), sockets: [] };
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
