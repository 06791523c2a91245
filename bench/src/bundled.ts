import { bundleOptions } from '@libs/build';
import { type BuildOptions, build } from 'esbuild';

export interface Source {
  /** Absolute. */
  readonly serviceFolder: string;
  /** Path in that folder. */
  readonly entry: string;
  readonly outfile: string;
}

/** Bundles one entry, by default as our functions are; gives its bytes. */
export async function bundled(
  { serviceFolder, entry, outfile }: Source,
  options: BuildOptions = bundleOptions({ serviceFolder, sourcemap: false }),
): Promise<number> {
  const { metafile } = await build({
    ...options,
    outExtension: {},
    absWorkingDir: serviceFolder,
    entryPoints: [entry],
    outfile,
    metafile: true,
  });
  return Object.values(metafile.outputs)[0]?.bytes ?? 0;
}
