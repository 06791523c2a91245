import { dirname } from 'node:path';
import type { Plugin } from 'esbuild';
import type { VirtualModules } from './contract-source.ts';
import { loadContract } from './load-contract.ts';

/**
 * Replaces the modules of a service's `src/contract/` by what they export: plain objects, with validators that were compiled
 * when the bundle was built. Neither typebox nor ajv is in a bundle: 278 million instructions at start less in the API of `bench/`
 * (`docs/performance.md`). A contract that cannot be evaluated, or exports more than data, fails the build with its name.
 */
export function contracts(): Plugin {
  return {
    name: 'contracts',
    setup(build) {
      const modules: VirtualModules = new Map();
      let folder = '';

      build.onLoad({ filter: /[\\/]src[\\/]contract[\\/][^\\/]+\.ts$/ }, async ({ path }) => {
        const contract = await loadContract(path);
        for (const [name, source] of contract.modules) modules.set(name, source);
        folder = dirname(path);
        return { contents: contract.contents, loader: 'js', resolveDir: folder, watchFiles: [...contract.sources] };
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
