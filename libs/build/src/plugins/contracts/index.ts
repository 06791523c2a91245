import type { Plugin } from 'esbuild';
import { type VirtualModules, contractSource } from './contract-source.ts';
import { evaluate } from './evaluate.ts';

/**
 * Replaces the modules of a service's `src/contract/` by what they export: plain objects, with validators that were compiled
 * when the bundle was built. Neither typebox nor ajv is in a bundle: 409 of 1175 million instructions at start in the naive API
 * of `docs/performance.md`. A contract that cannot be evaluated, or exports more than data, fails the build with its name.
 */
export function contracts(): Plugin {
  return {
    name: 'contracts',
    setup(build) {
      const modules: VirtualModules = new Map();
      let folder = '';

      build.onLoad({ filter: /[\\/]src[\\/]contract[\\/][^\\/]+\.ts$/ }, async ({ path }) => {
        const { exports, sources } = await evaluate(path);
        folder = path.slice(0, path.lastIndexOf('/'));
        return { contents: contractSource(exports, modules), loader: 'js', resolveDir: folder, watchFiles: sources };
      });
      build.onResolve({ filter: /^longhouse-(contract|validator):/ }, ({ path }) => ({
        path,
        namespace: 'longhouse-contract',
        sideEffects: false,
      }));
      build.onLoad({ filter: /.*/, namespace: 'longhouse-contract' }, ({ path }) => ({
        contents: modules.get(path) ?? '',
        loader: 'js',
        resolveDir: folder,
      }));
    },
  };
}
