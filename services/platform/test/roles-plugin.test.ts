import type { Json, Resource } from './template.ts';

interface Plugin {
  readonly hooks: Readonly<Record<string, () => void>>;
}

/** A plugin of the framework is CommonJS without types. */
const RolesPerFunction = require('@libs/build/roles') as new (framework: object) => Plugin;

/** Runs the plugin over functions, with the little of the framework that it touches; gives the roles that it made. */
function rolesFor(functions: Readonly<Record<string, Json>>, tracing: Json = {}): Record<string, Resource> {
  const Resources: Record<string, Resource> = {};
  const plugin = new RolesPerFunction({
    service: {
      provider: { tracing, compiledCloudFormationTemplate: { Resources } },
      getAllFunctions: () => Object.keys(functions),
      getFunction: (name: string) => functions[name],
    },
    configSchemaHandler: { defineFunctionProperties: () => undefined },
    getProvider: () => ({ naming: { getNormalizedFunctionName: (name: string) => name.toUpperCase() } }),
    classes: { Error },
  });
  plugin.hooks['before:package:setupProviderConfiguration']?.();
  return Resources;
}

const actionsOf = (roles: Record<string, Resource>) => JSON.stringify(roles).match(/[a-z]+:[A-Z]\w+/g);

describe('the roles plugin', () => {
  it('lets a function that calls nothing write its log, and nothing else', () => {
    const functions = { hello: { name: 'users-dev-hello', events: [], iamRoleStatements: [] } };
    const roles = rolesFor(functions);
    expect(Object.keys(roles)).toEqual(['HELLORole']);
    expect(functions.hello).toMatchObject({ role: 'HELLORole' });
    expect(actionsOf(roles)).toEqual(['sts:AssumeRole', 'logs:CreateLogStream', 'logs:PutLogEvents']);
    expect(JSON.stringify(roles)).toContain('log-group:/aws/lambda/users-dev-hello:*');
  });

  it('adds what Lambda does with the role: tracing, polling, and telling of failures', () => {
    const events = [{ sqs: { arn: 'q' } }, { stream: { arn: 's', destinations: { onFailure: { arn: 'd' } } } }];
    const roles = rolesFor({ all: { name: 'all', events, iamRoleStatements: [] } }, { lambda: 'Active' });
    expect(actionsOf(roles)?.slice(3)).toEqual([
      'xray:PutTraceSegments',
      'xray:PutTelemetryRecords',
      'sqs:ReceiveMessage',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'dynamodb:GetRecords',
      'dynamodb:GetShardIterator',
      'dynamodb:DescribeStream',
      'dynamodb:ListStreams',
      'sqs:SendMessage',
    ]);
  });

  it('takes a list among the statements, such as a variable that gives none in some stages', () => {
    const send = { Effect: 'Allow', Action: ['sqs:SendMessage'], Resource: 'q' };
    const roles = rolesFor({
      some: { name: 'some', events: [], iamRoleStatements: [[send], []] },
      none: { name: 'none', events: [], iamRoleStatements: [[]] },
    });
    expect(actionsOf({ SOMERole: roles['SOMERole'] as Resource })?.slice(3)).toEqual(['sqs:SendMessage']);
    expect(actionsOf({ NONERole: roles['NONERole'] as Resource })?.slice(3)).toEqual([]);
  });

  it('refuses a function of which nobody said what it calls', () => {
    expect(() => rolesFor({ hello: { name: 'hello', events: [] } })).toThrow('Function hello has no iamRoleStatements');
  });

  it('leaves a role alone that a function brings along', () => {
    expect(rolesFor({ hello: { name: 'hello', events: [], role: 'Own' } })).toEqual({});
  });
});
