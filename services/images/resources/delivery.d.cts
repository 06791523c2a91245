/** What the framework passes to a variable that is a function. */
interface Framework {
  resolveVariable(variable: string): Promise<unknown>;
}

declare const delivery: {
  resources(framework: Framework): Promise<{
    Resources?: Readonly<
      Record<string, { readonly Type: string; readonly Properties: Readonly<Record<string, unknown>> }>
    >;
  }>;
  bucketStatements(framework: Framework): Promise<readonly object[]>;
  environment(framework: Framework): Promise<Readonly<Record<string, unknown>>>;
  permission(framework: Framework): Promise<object>;
};
export = delivery;
