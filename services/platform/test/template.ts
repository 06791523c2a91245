export type Json = Readonly<Record<string, unknown>>;

export interface Resource {
  readonly Type: string;
  readonly Properties: Json;
  readonly Metadata?: Json;
  readonly DeletionPolicy?: string;
  readonly DependsOn?: string | readonly string[];
}

/** A CloudFormation template as the framework packages it. */
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}

/** The resources of a type, by their logical ids. */
export const ofType = ({ Resources }: Template, type: string): [string, Resource][] =>
  Object.entries(Resources).filter(([, { Type }]) => Type === type);

/** The logical id in `Fn::GetAtt` or `Ref`. */
export const targetOf = (value: unknown): string | undefined => {
  const { 'Fn::GetAtt': attribute, Ref } = (value ?? {}) as { 'Fn::GetAtt'?: [string, string]; Ref?: string };
  return attribute?.[0] ?? Ref;
};

/** A value within nested objects and arrays; undefined where there is none. */
export const at = (value: unknown, ...path: (string | number)[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Json | null | undefined)?.[key as string], value);
