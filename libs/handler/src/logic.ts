import type { Context } from 'aws-lambda';

/**
 * The code of a function: its input, then its dependencies, which have defaults. A test calls it with fakes and mocks no module.
 * `never[]` lets the compiler infer each dependency from its default.
 */
export type Logic<Input, Output> = (input: Input, ...dependencies: never[]) => Output | Promise<Output>;

/** A Lambda handler that keeps the code it was made from, for tests. */
export type Preset<Event, Result, L> = ((event: Event, context: Context) => Promise<Result>) & {
  readonly logic: L;
};

/** Makes the Lambda handler, and hangs the logic on it. */
export function preset<Event, Result, L>(
  run: (event: Event, context: Context) => Promise<Result>,
  logic: L,
): Preset<Event, Result, L> {
  return Object.assign(run, { logic });
}
