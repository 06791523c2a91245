/** Runs an operation, and notes under its name what it consumes. */
export type Record = (operation: string, run: () => Promise<unknown>) => Promise<void>;
