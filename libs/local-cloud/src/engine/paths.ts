import { join, resolve } from 'node:path';

/** This folder. swc writes `__dirname` for it, so that it holds under jest (CommonJS) and under node (ESM). */
const here = import.meta.dirname;

/** Root of the repository. */
export const repository = resolve(here, '../../../..');

/** Where engines are kept and, by default, everything else of the local cloud that is not source: git-ignored. */
export const defaultHome = join(repository, '.local-cloud');

/** Node 24, pinned in the root's package.json: functions run on the `node` that the engine finds first. */
export const nodeFolder = join(repository, 'node_modules', '.bin');

/** The engine's packages with their hashes. */
export const lockFile = join(here, 'requirements.txt');

/** The launcher and the bridges. */
export const bridgesFolder = join(here, 'bridges');
