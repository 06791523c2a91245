import { createHash } from 'node:crypto';
import type { EventContract, MessageContract, Route } from '@libs/contracts';
import { validatorCode } from '@libs/contracts/compile';
import { literal } from './literal.ts';

/** Names of the virtual modules that stand for a contract, to their sources. By content: the same validator is bundled once. */
export type VirtualModules = Map<string, string>;

/** Source of the module that replaces a contract's: each export in a virtual module of its own, so that what is not used is left out. */
export function contractSource(exports: Readonly<Record<string, unknown>>, modules: VirtualModules): string {
  return Object.entries(exports)
    .map(([name, value]) => {
      const source = isContract(value)
        ? contractObject(value, name, modules)
        : `export default ${literal(value, name)};`;
      return `export { default as ${name} } from ${JSON.stringify(add(modules, 'contract', source))};`;
    })
    .join('\n');
}

type Contract = Route | EventContract | MessageContract;

const KINDS: readonly unknown[] = ['route', 'event', 'message'];

function isContract(value: unknown): value is Contract {
  const kind = (value as { kind?: unknown } | null | undefined)?.kind;
  return KINDS.includes(kind) && 'validate' in (value as object);
}

function contractObject(contract: Contract, name: string, modules: VirtualModules): string {
  const { validate: _, parts = {}, types: __, ...plain } = contract;
  const imports: string[] = [];
  const checks: string[] = [];
  for (const [part, { schema, mode }] of Object.entries(parts)) {
    // What a function answers is checked by the compiler and by tests, not on each call.
    if (part === 'response') continue;
    const validator = add(modules, 'validator', validatorCode(schema, mode));
    imports.push(`import ${part} from ${JSON.stringify(validator)};`);
    checks.push(part);
  }
  return [
    `import { validateParts } from '@libs/contracts/validate';`,
    ...imports,
    `export default /* @__PURE__ */ Object.assign(${literal(plain, name)}, { validate: /* @__PURE__ */ validateParts({ ${checks.join(', ')} }) });`,
  ].join('\n');
}

function add(modules: VirtualModules, kind: 'contract' | 'validator', source: string): string {
  const name = `longhouse-${kind}:${createHash('sha256').update(source).digest('hex').slice(0, 16)}`;
  modules.set(name, source);
  return name;
}
