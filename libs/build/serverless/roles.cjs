'use strict';

/** X-Ray has no resource-level permissions for these: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html */
const TRACING = {
  Effect: 'Allow',
  Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
  Resource: '*',
};

const DEFINED = '#/definitions/awsIamPolicyStatements';

/**
 * Plugin: gives each function an IAM role of its own, with `iamRoleStatements` and what its event sources need, nothing else.
 *
 * serverless-iam-roles-per-function does the same but leaves the framework's shared role in the template, grants
 * `logs:CreateLogGroup` (the group is in the stack already) and forgets X-Ray. A function without `iamRoleStatements` is an error. One of
 * them may be a list, such as a variable that gives none in some stages.
 */
module.exports = class RolesPerFunction {
  constructor(serverless) {
    serverless.configSchemaHandler.defineFunctionProperties('aws', {
      properties: {
        iamRoleStatements: { type: 'array', items: { anyOf: [{ $ref: `${DEFINED}/items` }, { $ref: DEFINED }] } },
      },
    });
    // The template exists, and the framework has not yet decided whether it needs its shared role.
    this.hooks = { 'before:package:setupProviderConfiguration': () => giveRoles(serverless) };
  }
};

function giveRoles(serverless) {
  const { service } = serverless;
  const { naming } = serverless.getProvider('aws');
  for (const name of service.getAllFunctions()) {
    const fn = service.getFunction(name);
    if (fn.role !== undefined) continue;
    if (fn.iamRoleStatements === undefined) {
      throw new serverless.classes.Error(
        `Function ${name} has no iamRoleStatements: list what it calls, or [] when it calls nothing.`,
        'MISSING_ROLE_STATEMENTS',
      );
    }
    const role = `${naming.getNormalizedFunctionName(name)}Role`;
    service.provider.compiledCloudFormationTemplate.Resources[role] = roleOf(fn, service.provider);
    fn.role = role;
  }
}

function roleOf(fn, provider) {
  const tracing = fn.tracing ?? provider.tracing?.lambda;
  const Statement = [
    logging(fn.name),
    ...(tracing === 'Active' || tracing === true ? [TRACING] : []),
    ...fn.events.flatMap(eventSource),
    ...fn.iamRoleStatements.flat(),
  ];
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      },
      Policies: [{ PolicyName: 'calls', PolicyDocument: { Version: '2012-10-17', Statement } }],
    },
  };
}

function logging(functionName) {
  const group = `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:/aws/lambda/${functionName}`;
  return {
    Effect: 'Allow',
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: { 'Fn::Sub': `${group}:*` },
  };
}

/** What Lambda does with the function's role for an event source: it polls with it. */
function eventSource({ sqs, stream }) {
  if (sqs !== undefined) {
    return [allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], sqs.arn ?? sqs)];
  }
  if (stream !== undefined) {
    const failures = stream.destinations?.onFailure;
    return [
      allow(['dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:DescribeStream'], stream.arn ?? stream),
      // ListStreams takes a table's streams, of which the stream's own ARN is one.
      allow(['dynamodb:ListStreams'], stream.arn ?? stream),
      ...(failures === undefined ? [] : [allow(['sqs:SendMessage'], failures.arn ?? failures)]),
    ];
  }
  return [];
}

function allow(Action, Resource) {
  return { Effect: 'Allow', Action, Resource };
}
