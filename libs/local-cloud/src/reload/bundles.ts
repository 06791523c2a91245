import { join, relative, resolve } from 'node:path';
import {
  type BuildSettings,
  buildSettings,
  bundleOptions,
  type Entry,
  nativesOf,
  ownPlatform,
  type Packed,
} from '@libs/build';
import { type BuildContext, type BuildFailure, type BuildResult, build, context, type Message } from 'esbuild';
import type { Service } from '../deploy/services.ts';

/** A source file that is the handler of one or more functions. */
export interface EntryPoint {
  service: Service;
  /** As in the template, without extension: `src/functions/get-me`. */
  path: string;
  functionNames: readonly string[];
}

/** A rebuilt entry point: the files of its package, or where it is wrong. */
export type Rebuilt = { files: (Entry | Packed)[] } | { errors: readonly string[] };

/**
 * Knows which sources are in which function, and builds functions again. Each entry point that is edited gets an incremental
 * build of its own: three times faster than one for all of them.
 */
export class Bundles {
  readonly #root: string;
  readonly #sources = new Map<EntryPoint, Set<string>>();
  readonly #contexts = new Map<EntryPoint, Promise<BuildContext>>();
  /** By service. Read once: 30 ms, and another serverless.yml is deployed and learnt again. */
  readonly #settings = new Map<string, BuildSettings>();

  constructor(root: string) {
    this.#root = root;
  }

  /** Takes a service's entry points in place of those known before, and reads which sources each is made of. */
  async learn(service: Service, entryPoints: readonly EntryPoint[]): Promise<void> {
    await this.#forget((entry) => entry.service.name === service.name);
    for (const entry of entryPoints) this.#sources.set(entry, new Set());
    if (entryPoints.length === 0) return;
    this.#settings.set(service.name, buildSettings(service.folder));
    const options = { ...this.#options(service), entryPoints: entryPoints.map(source), metafile: true as const };
    const result = await build(options).catch(() => undefined); // unknown sources: any change builds them, and tells what is wrong
    if (result) for (const entry of entryPoints) this.#remember(entry, result);
  }

  /** The entry points which contain one of these files (absolute), or of which it is not known because their last build failed. */
  containing(files: readonly string[]): EntryPoint[] {
    const entries = [...this.#sources].filter(
      ([, sources]) =>
        sources.size === 0 ||
        files.some((file) => sources.has(file) || (isContract(file) && [...sources].some(isContract))),
    );
    return entries.map(([entry]) => entry);
  }

  async rebuild(entry: EntryPoint): Promise<Rebuilt> {
    const incremental =
      this.#contexts.get(entry) ??
      context({ ...this.#options(entry.service), entryPoints: [source(entry)], sourcemap: 'linked' });
    this.#contexts.set(entry, incremental);
    try {
      const result = await (await incremental).rebuild();
      this.#remember(entry, result);
      const folder = outputFolder(entry.service);
      const files = (result.outputFiles ?? []).map(({ path, contents }) => ({
        name: relative(folder, path),
        data: contents,
      }));
      return { files: [...files, ...(await this.#natives(entry.service, files))] };
    } catch (error) {
      if (!isBuildFailure(error)) throw error;
      this.#sources.set(entry, new Set());
      return { errors: error.errors.map((message) => this.#place(entry, message)) };
    }
  }

  async stop(): Promise<void> {
    await this.#forget(() => true);
  }

  async #forget(which: (entry: EntryPoint) => boolean): Promise<void> {
    for (const entry of [...this.#sources.keys()].filter(which)) {
      this.#sources.delete(entry);
      await (await this.#contexts.get(entry))?.dispose();
      this.#contexts.delete(entry);
    }
  }

  #options(service: Service) {
    const options = bundleOptions({
      ...this.#settings.get(service.name),
      serviceFolder: service.folder,
      minify: false,
      sourcemap: false,
    });
    return {
      ...options,
      outdir: outputFolder(service),
      outbase: service.folder,
      write: false,
      logLevel: 'silent' as const,
    };
  }

  /** The native packages that a bundle imports, as they are in the function's package. */
  #natives({ name, folder }: Service, files: readonly Entry[]): Promise<Packed[]> {
    const bundle = files.find((file) => file.name.endsWith('.cjs'));
    const { natives = [] } = this.#settings.get(name) ?? {};
    return nativesOf(folder, natives, Buffer.from(bundle?.data ?? []).toString(), ownPlatform());
  }

  #remember(entry: EntryPoint, { metafile }: BuildResult): void {
    const folder = entry.service.folder;
    const output = Object.values(metafile?.outputs ?? {}).find(({ entryPoint }) => entryPoint === `${entry.path}.ts`);
    const inputs = Object.keys(output?.inputs ?? {}).filter((input) => !input.includes('node_modules/'));
    // esbuild gives the sources by their real paths, seen from the service's folder.
    this.#sources.set(entry, new Set(inputs.map((input) => resolve(folder, input))));
  }

  #place({ service }: EntryPoint, { location, text }: Message): string {
    if (!location) return text;
    return `${relative(this.#root, resolve(service.folder, location.file))}:${location.line}:${location.column + 1} ${text}`;
  }
}

/** Contracts are evaluated while a bundle is built: what they import is in no bundle, but in what they export. */
function isContract(file: string): boolean {
  return /[\\/](src[\\/]contract|libs[\\/]contracts[\\/]src)[\\/]/.test(file);
}

function source({ service, path }: EntryPoint): string {
  return join(service.folder, `${path}.ts`);
}

/** Nothing is written there; bundles are named from it. */
function outputFolder(service: Service): string {
  return join(service.folder, '.esbuild', 'reload');
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && 'errors' in error && Array.isArray(error.errors);
}
