/** What the framework passes to a file that is a function. */
interface Framework {
  resolveVariable(variable: string): Promise<unknown>;
}

declare function replication(framework: Framework): Promise<{ Resources?: Readonly<Record<string, object>> }>;
export = replication;
