import type { Middleware } from './stack.ts';

/** What every preset takes. */
export interface PresetOptions {
  /** Middlewares of the team's own (middy's interface): they run last before the function's code, and first after it. */
  readonly use?: readonly Middleware[];
}

/**
 * Refuses options that a preset does not know: a misspelt option is an error when the function starts, not a surprise in the night.
 * @throws TypeError naming the preset, the option and what it could have been
 */
export function checkOptions(preset: string, options: object, known: readonly string[]): void {
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) {
      throw new TypeError(`${preset}: unknown option "${name}"; it takes ${known.join(', ')}`);
    }
  }
}
