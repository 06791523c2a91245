import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { buildSettings } from '@libs/build';
import { mirrorService } from '../../src/deploy/mirror-service.ts';
import { packageService } from '../../src/deploy/package-service.ts';
import { readServices, type Service } from '../../src/deploy/services.ts';
import { repository } from '../../src/engine/paths.ts';
import { processorOf } from '../support/elf.ts';
import { extract } from '../support/extract.ts';
import { serverless } from '../support/serverless.ts';

jest.setTimeout(300_000);

const services = readServices(repository);
const [withSharp] = services.filter(({ folder }) => buildSettings(folder).natives?.includes('sharp'));
const home = realpathSync(mkdtempSync(join(tmpdir(), 'longhouse-packages-')));

afterAll(() => rmSync(home, { recursive: true, force: true }));

/** As CI does it, with nothing in the environment; whatever it connects to is seen. */
async function packageForAws(service: Service): Promise<string> {
  const folder = join(home, 'packages-aws');
  const mirror = mirrorService(service, repository, join(home, 'aws'));
  const { code, stderr, connections } = await serverless(mirror, `package --stage dev --package ${folder}`);
  expect({ said: code === 0 ? '' : stderr, connections }).toEqual({ said: '', connections: [] });
  return folder;
}

function packageForThisMachine(service: Service): Promise<string> {
  return packageService(service, { services, root: repository, home, log: () => {} });
}

/** The functions of a package, each unpacked into a folder. */
function unpackAll(packages: string): { name: string; folder: string; importsSharp: boolean }[] {
  return readdirSync(packages)
    .filter((file) => file.endsWith('.zip'))
    .map((file) => {
      const folder = extract(join(packages, file), home);
      const bundles = globSync('src/**/*.cjs', { cwd: folder }).map((bundle) =>
        readFileSync(join(folder, bundle), 'utf8'),
      );
      const importsSharp = bundles.some((code) => /(require|import)\("sharp"\)/.test(code));
      return { name: basename(file, '.zip'), folder, importsSharp };
    });
}

describe.each([
  ['AWS', 'arm64', packageForAws],
  // Binaries of macOS and Windows are no ELF files: there it is enough that they can be loaded.
  ['this machine', process.platform === 'linux' ? process.arch : undefined, packageForThisMachine],
] as const)('functions as they are packaged for %s', (target, processor, makePackage) => {
  let functions: ReturnType<typeof unpackAll> = [];

  beforeAll(async () => {
    if (!withSharp) throw new Error('no service has sharp among its natives');
    functions = unpackAll(await makePackage(withSharp));
  });

  it('have the binaries for it, and for nothing else, where they import sharp', () => {
    const importing = functions.filter(({ importsSharp }) => importsSharp);
    expect(importing).not.toEqual([]);
    for (const { folder } of importing) {
      const binaries = globSync('node_modules/**/*.{node,so.*,dylib,dll}', { cwd: folder });
      expect(binaries).toEqual(
        expect.arrayContaining([
          expect.stringMatching(/@img\/sharp-[^/]+\/lib\/sharp-[^/]+\.node$/),
          expect.stringMatching(/libvips/),
        ]),
      );
      for (const binary of binaries) expect([binary, processorOf(join(folder, binary))]).toEqual([binary, processor]);
    }
  });

  it('have nothing but their code where they do not', () => {
    const others = functions.filter(({ importsSharp }) => !importsSharp);
    expect(others).not.toEqual([]);
    for (const { name, folder } of others) expect([name, readdirSync(folder)]).toEqual([name, ['src']]);
  });

  if (target !== 'this machine') return;

  it('make a picture with what is in the package alone', () => {
    const { folder = '' } = functions.find(({ importsSharp }) => importsSharp) ?? {};
    // Act
    const script = `const sharp = require('sharp');
      const red = sharp({ create: { width: 64, height: 32, channels: 3, background: 'red' } });
      red.resize(16).webp().toBuffer({ resolveWithObject: true }).then(({ info }) => console.log(JSON.stringify({ info, at: require.resolve('sharp') })));`;
    const said = execFileSync(process.execPath, ['-e', script], { cwd: folder, env: {}, encoding: 'utf8' });
    // Assess
    expect(JSON.parse(said)).toMatchObject({
      info: { format: 'webp', width: 16, height: 8 },
      at: expect.stringContaining(folder) as unknown,
    });
  });
});
