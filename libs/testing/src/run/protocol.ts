/** What a test run can start, each at most once a run and only when a test asks for it. */
export type Part = 'engine' | 'cloud';

/** What the host of a part says when it is ready or cannot be. */
export type Answer = { address: unknown } | { error: string };

/** Environment variable with the broker's address, set for Jest's workers. */
export const brokerVariable = 'LONGHOUSE_TEST_RUN';
