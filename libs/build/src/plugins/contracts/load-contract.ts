import { statSync } from 'node:fs';
import { contractSource, type VirtualModules } from './contract-source.ts';
import { evaluate } from './evaluate.ts';

export interface LoadedContract {
  /** Source of the module that replaces the contract. */
  readonly contents: string;
  /** The modules that it is made of. */
  readonly modules: VirtualModules;
  /** Absolute paths of all that it depends on. */
  readonly sources: readonly string[];
}

const loaded = new Map<string, { contract: LoadedContract; state: string }>();

/** A contract, evaluated and compiled. Kept until one of its sources changes: all functions of a service are built from the same few. */
export async function loadContract(path: string): Promise<LoadedContract> {
  const known = loaded.get(path);
  if (known && stateOf(known.contract.sources) === known.state) return known.contract;
  const { exports, sources } = await evaluate(path);
  const modules: VirtualModules = new Map();
  const contract = { contents: contractSource(exports, modules), modules, sources };
  loaded.set(path, { contract, state: stateOf(sources) });
  return contract;
}

/** Size and time of the last change of each; a file that has gone is a change as well. */
function stateOf(sources: readonly string[]): string {
  return sources
    .map((source) => {
      const found = statSync(source, { throwIfNoEntry: false });
      return `${found?.size} ${found?.mtimeMs}`;
    })
    .join();
}
