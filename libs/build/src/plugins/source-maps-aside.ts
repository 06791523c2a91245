import { mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';

/**
 * Moves source maps out of the folder that is zipped, to `.serverless/source-maps` of the service (serverless-esbuild copies
 * `<work folder>/.serverless` there). A map in the package doubles its size, and reading it doubles start-up; a stack trace is
 * symbolised off-line with the map that is kept with the deployment.
 */
export function sourceMapsAside(workFolder: string): Plugin {
  return {
    name: 'source-maps-aside',
    setup(build) {
      build.onEnd(({ errors }) => {
        const { outdir } = build.initialOptions;
        if (errors.length > 0 || outdir === undefined) return;
        const aside = join(workFolder, '.serverless', 'source-maps');
        mkdirSync(aside, { recursive: true });
        for (const name of readdirSync(outdir)) {
          if (name.endsWith('.map')) renameSync(join(outdir, name), join(aside, name));
        }
      });
    },
  };
}
