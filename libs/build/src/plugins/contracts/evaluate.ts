import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { compileFunction } from 'node:vm';
import { build } from 'esbuild';

export interface Evaluated {
  /** The module's exports by name. */
  readonly exports: Readonly<Record<string, unknown>>;
  /** Absolute paths of all sources that the exports depend on. */
  readonly sources: string[];
}

/**
 * Runs a module of this repository while another build is under way and gives what it exports. It is bundled first, so that a
 * long-lived reload sees every change of it and of what it imports; packages of npm are loaded from node_modules as they are.
 */
export async function evaluate(path: string): Promise<Evaluated> {
  const { outputFiles, metafile } = await build({
    entryPoints: [path],
    absWorkingDir: dirname(path),
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    conditions: ['import'],
    logLevel: 'silent',
    plugins: [
      {
        name: 'npm-packages-stay-outside',
        setup(nested) {
          nested.onResolve({ filter: /^[^./]/ }, async ({ path: name, pluginData, ...args }) => {
            if (pluginData === 'resolved') return undefined;
            const found = await nested.resolve(name, { ...args, pluginData: 'resolved' });
            return found.path.includes('/node_modules/') ? { path: name, external: true } : found;
          });
        },
      },
    ],
  });
  const [output] = outputFiles;
  const module = { exports: {} as Record<string, unknown> };
  const run = compileFunction(output?.text ?? '', ['require', 'module', 'exports'], { filename: path }) as (
    ...scope: unknown[]
  ) => void;
  run(createRequire(path), module, module.exports);
  return {
    exports: module.exports,
    sources: Object.keys(metafile.inputs).map((input) => resolve(dirname(path), input)),
  };
}
