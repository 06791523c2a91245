/** What the framework passes to a variable that is a function. */
interface Framework {
  resolveVariable(variable: string): Promise<unknown>;
}

declare const replication: {
  resources(framework: Framework): Promise<{ Resources?: Readonly<Record<string, object>> }>;
  sweeping(framework: Framework): Promise<readonly object[]>;
  originalsReplica(framework: Framework): Promise<string | { readonly 'Fn::Sub': string }>;
  removing(framework: Framework): Promise<{ readonly Action: readonly string[] }>;
};
export = replication;
