import { mkdtempSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleOptions } from '../src/index.ts';
import { bundled } from './support/bundle.ts';
import * as events from './fixtures/things/src/contract/events.ts';
import * as routes from './fixtures/things/src/contract/routes.ts';

type Bundled = typeof routes & typeof events & { NAME: unknown };

const bundle = (name: string) => bundled<Bundled>(name);

const ID = '0d4c7a5e-3c3b-4c3a-9d0e-0a8a4a1f2b3c';

describe('a contract in a bundle', () => {
  it('is the same description as the real one, without its schemas', async () => {
    // Act
    const { exports } = await bundle('create');
    // Assess
    const { validate: _, parts: __, ...real } = routes.CreateThing;
    const { validate: ___, ...standIn } = exports.CreateThing;
    expect(standIn).toEqual(real);
  });

  it.each([
    ['a good value', { body: { name: 'Ada', owner: 'ada@example.com' } }],
    ['a missing body', {}],
    ['unknown and missing properties', { body: { nmae: 'Ada' } }],
    ['a string that is too long, and a bad address', { body: { name: 'x'.repeat(41), owner: 'ada' } }],
    ['emoji counted as characters', { body: { name: '👩'.repeat(40), owner: 'ada@example.com' } }],
    ['a wrong type', { body: [] }],
    ['an own __proto__ key', { body: JSON.parse('{"name":"a","owner":"a@b.cd","__proto__":1}') as unknown }],
    ['an unknown query parameter', { body: { name: 'a', owner: 'a@b.cd' }, queryStringParameters: { x: '1' } }],
  ])('finds what the real validator finds in %s', async (_, part) => {
    // Prepare
    const { exports } = await bundle('create');
    const input = { pathParameters: {}, queryStringParameters: {}, ...part };
    // Act
    const found = [exports.CreateThing.validate(input), exports.CreateThing.validate.errors];
    // Assess
    expect(found).toEqual([routes.CreateThing.validate(input), routes.CreateThing.validate.errors]);
  });

  it('coerces path and query as the real validator does', async () => {
    // Prepare
    const { exports } = await bundle('both');
    const forReal = { pathParameters: { id: '7' }, queryStringParameters: { tag: 'one' } };
    const forStandIn = structuredClone(forReal);
    // Act
    expect(exports.GetThing.validate(forStandIn)).toBe(true);
    // Assess
    routes.GetThing.validate(forReal);
    expect(forStandIn).toEqual(forReal);
    expect(forStandIn).toEqual({ pathParameters: { id: 7 }, queryStringParameters: { tag: ['one'] } });
  });

  it('says by what headers, redirect or page it is answered, and checks the headers as the real one does', async () => {
    // Prepare
    const { exports, text } = await bundle('elsewhere');
    for (const headers of [{ 'x-width': '7', host: 'h' }, { 'x-width': '0' }, { accept: 'x'.repeat(21) }]) {
      const forReal = { pathParameters: {}, queryStringParameters: {}, headers: { ...headers } };
      const forStandIn = structuredClone(forReal);
      // Act
      const found = [exports.GetPicture.validate(forStandIn), exports.GetPicture.validate.errors];
      // Assess
      expect(found).toEqual([routes.GetPicture.validate(forReal), routes.GetPicture.validate.errors]);
      expect(forStandIn).toEqual(forReal);
    }
    expect(exports.GetPicture).toMatchObject({ status: 302, headers: ['accept', 'x-width'] });
    expect(exports.GetPage).toMatchObject({ produces: 'text/html', hasResponse: true });
    expect(text).not.toMatch(/typebox/i);
  });

  it('checks events as the real one does', async () => {
    // Prepare
    const { exports } = await bundle('both');
    const metadata = { id: ID, version: 2, occurredAt: '2026-11-21T10:00:00.000Z', correlationId: 'c' };
    const samples = [
      { metadata, data: { thingId: ID, later: 'passes' } },
      { metadata: { ...metadata, occurredAt: 'yesterday' }, data: { thingId: ID } },
      { metadata, data: {} },
    ];
    for (const sample of samples) {
      // Act
      const found = [exports.ThingMade.validate(sample), exports.ThingMade.validate.errors];
      // Assess
      expect(found).toEqual([events.ThingMade.validate(sample), events.ThingMade.validate.errors]);
    }
  });

  it('has a command that any service may publish', async () => {
    // Prepare
    const { exports } = await bundle('both');
    const metadata = { id: ID, version: 1, occurredAt: '2026-11-21T10:00:00.000Z', correlationId: 'c' };
    // Act
    const { validate, ...plain } = exports.ThingWanted;
    // Assess
    expect(plain).toEqual({ kind: 'event', source: '*', name: 'ThingWanted', version: 1 });
    expect(validate({ metadata, data: { thingId: ID } })).toBe(true);
    expect(validate({ metadata, data: { thingId: 'x' } })).toBe(false);
  });

  it('brings neither typebox nor ajv, beyond the small helpers that compiled validators call', async () => {
    const { inputs } = await bundle('create');
    const helpers = /ajv\/dist\/runtime\/|ajv-formats\/dist\/formats\.js$|fast-deep-equal/;
    expect(inputs.filter((path) => /typebox|ajv/.test(path) && !helpers.test(path))).toEqual([]);
  });

  it('holds only what the function uses of it', async () => {
    const [{ text, exports }, both] = [await bundle('create'), await bundle('both')];
    expect(text).not.toContain('marker-of-an-unused-export');
    expect(text).not.toContain('/things/{id}');
    expect(both.text).toContain('/things/{id}');
    expect(exports.NAME).toEqual({ longest: 40, pattern: /^[a-z]+$/u });
  });

  it('is evaluated anew when something that it imports has changed', async () => {
    // Prepare
    const folder = mkdtempSync(join(tmpdir(), 'longhouse-contracts-'));
    await mkdir(join(folder, 'src/contract'), { recursive: true });
    writeFileSync(join(folder, 'src/contract/limits.ts'), `export { most } from '../most.ts';`);
    writeFileSync(join(folder, 'src/entry.ts'), `export { most } from './contract/limits.ts';`);
    const built = async (most: number) => {
      writeFileSync(join(folder, 'src/most.ts'), `export const most = ${most};`);
      const { outputFiles } = await build({
        ...bundleOptions({ serviceFolder: folder, sourcemap: false }),
        entryPoints: ['src/entry.ts'],
        write: false,
      });
      return outputFiles[0]?.text;
    };
    // Act
    const texts = [await built(12_345), await built(9)];
    // Assess
    expect(texts).toEqual([expect.stringContaining('12345'), expect.not.stringContaining('12345')]);
  });

  it('fails the build, with the name, when it exports what cannot be moved from build to run time', async () => {
    // Prepare
    const folder = join(mkdtempSync(join(tmpdir(), 'longhouse-contracts-')), 'src/contract');
    await mkdir(folder, { recursive: true });
    writeFileSync(join(folder, 'bad.ts'), 'export const greet = () => 1;');
    writeFileSync(join(folder, '../entry.ts'), `export { greet } from './contract/bad.ts';`);
    // Act
    const failed = build({
      ...bundleOptions({ serviceFolder: folder, sourcemap: false }),
      entryPoints: [join(folder, '../entry.ts')],
      write: false,
      logLevel: 'silent',
    });
    // Assess
    await expect(failed).rejects.toThrow('greet is a function');
  });
});
