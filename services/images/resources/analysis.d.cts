/** What the framework passes to a variable that is a function. */
interface Framework {
  resolveVariable(variable: string): Promise<unknown>;
}

declare const analysis: {
  permissions(framework: Framework): Promise<readonly object[]>;
};
export = analysis;
