import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'esbuild';

/**
 * Names the sources in linked source maps by their absolute addresses (`file:///…/src/data/profiles.ts`), so that a stack leads to
 * the file wherever the bundle is unpacked; esbuild names them from the folder that the bundle was built in. Linked maps are made
 * for stage `local` alone: packages of other stages are the same on every machine.
 */
export function sourcesByPath(): Plugin {
  return {
    name: 'sources-by-path',
    setup(build) {
      const { initialOptions } = build;
      if (initialOptions.sourcemap !== 'linked') return;
      initialOptions.metafile = true; // says what was written: builds of other functions write into the same folder
      const folder = initialOptions.absWorkingDir ?? process.cwd();
      build.onEnd(({ outputFiles, metafile }) => {
        if (outputFiles) {
          for (const file of outputFiles.filter(({ path }) => isMap(path)))
            file.contents = Buffer.from(withAddresses(file.text, file.path));
          return;
        }
        for (const name of Object.keys(metafile?.outputs ?? {}).filter(isMap)) {
          const path = resolve(folder, name);
          writeFileSync(path, withAddresses(readFileSync(path, 'utf8'), path));
        }
      });
    },
  };
}

function isMap(path: string): boolean {
  return path.endsWith('.map');
}

function withAddresses(text: string, path: string): string {
  const map = JSON.parse(text) as { sources: string[] }; // esbuild's own, version 3 of the format
  const address = (source: string) =>
    /^[\w-]+:/.test(source) ? source : pathToFileURL(resolve(dirname(path), source)).href; // `contracts:…` is no file
  return JSON.stringify({ ...map, sources: map.sources.map(address) });
}
