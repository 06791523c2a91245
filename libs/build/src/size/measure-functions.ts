import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { buildSettings } from '../build-settings.ts';
import { bundleOptions } from '../bundle-options.ts';
import { awsPlatform } from '../natives/aws-platform.ts';
import { nativesOf } from '../natives/natives-of.ts';
import { zip } from '../zip/zip.ts';
import type { Figures, FiguresByFunction } from './figures.ts';
import { hasValgrind, instructions } from './instructions.ts';

/** Names are enough: nothing is called while a function is loaded. */
const ENVIRONMENT = {
  AWS_REGION: 'eu-central-1',
  SERVICE: 'size',
  STAGE: 'size',
  TABLE_NAME: 'size',
  EVENT_BUS_NAME: 'size',
  POWERTOOLS_SERVICE_NAME: 'size',
  POWERTOOLS_METRICS_NAMESPACE: 'Longhouse',
  TRACING: 'off',
};

/**
 * Bundles every function of every service as it is shipped, and weighs it.
 * @param root of the repository
 * @param tell is told what is being counted, which takes about 5 s a function on one core
 */
export async function measureFunctions(root: string, tell: (line: string) => void): Promise<FiguresByFunction> {
  const folder = mkdtempSync(join(tmpdir(), 'longhouse-size-'));
  try {
    const loader = join(folder, 'load.cjs');
    writeFileSync(loader, 'if (process.argv[2]) require(process.argv[2]);\nprocess.exit(0);\n');
    const bare = hasValgrind() ? await instructions([loader], ENVIRONMENT) : undefined;
    if (bare === undefined) tell('valgrind is not installed: start-up instructions are left out');
    const measured: [string, Figures][] = [];
    const left = functionsOf(root).values();
    const worker = async () => {
      for (const { service, entry } of left) {
        const name = `${service}/${basename(entry, '.ts')}`;
        measured.push([name, await measure(entry, join(root, 'services', service), folder, loader, bare)]);
        tell(name);
      }
    };
    await Promise.all(Array.from({ length: availableParallelism() }, worker));
    return Object.fromEntries(measured.toSorted(([a], [b]) => a.localeCompare(b)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measure(
  entry: string,
  serviceFolder: string,
  folder: string,
  loader: string,
  bare: number | undefined,
): Promise<Figures> {
  const bundle = join(folder, `${basename(serviceFolder)}-${basename(entry, '.ts')}.cjs`);
  const settings = buildSettings(serviceFolder);
  const { outExtension: _, ...options } = bundleOptions({ ...settings, serviceFolder, sourcemap: false });
  await build({ ...options, entryPoints: [entry], outfile: bundle });
  const code = readFileSync(bundle);
  const natives = await nativesOf(serviceFolder, settings.natives ?? [], code.toString(), awsPlatform());
  const beside = natives.length > 0 ? zip(natives).length : 0;
  const weight = { bytes: code.length, gzip: gzipSync(code, { level: 9 }).length + beside };
  if (bare === undefined) return weight;
  // Native packages are those of this machine, which are what is installed.
  const environment =
    beside > 0 ? { ...ENVIRONMENT, NODE_PATH: join(serviceFolder, '../../node_modules') } : ENVIRONMENT;
  const count = (await instructions([loader, bundle], environment)) - bare;
  return { ...weight, instructions: Math.round(count * 10) / 10 };
}

/** One file a function, as in every service. */
function functionsOf(root: string): { service: string; entry: string }[] {
  return readdirSync(join(root, 'services')).flatMap((service) => {
    const functions = join(root, 'services', service, 'src/functions');
    return entriesOf(functions).map((file) => ({ service, entry: join(functions, file) }));
  });
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder).filter((file) => file.endsWith('.ts'));
  } catch (error) {
    // A service of resources alone has no functions.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
