const { Visitor } = require('@swc/core/Visitor.js');

/**
 * The boundaries of the house (docs/decisions and README, "Where code lives"): functions -> domain, data, adapters -> libs, and a contract
 * depends on libs/contracts alone. `libs/testing/test/checks/boundaries.test.ts` plants a violation of each rule.
 *
 * TypeScript 7 has no JavaScript API, so sources are parsed by swc, which keeps type imports: a type from the wrong place counts as well.
 * Its visitor does not know `using` yet; this teaches it.
 */
const visitStatement = Visitor.prototype.visitStatement;
Visitor.prototype.visitStatement = function visitUsing(statement) {
  if (statement.type !== 'UsingDeclaration') return visitStatement.call(this, statement);
  for (const declarator of statement.decls) this.visitVariableDeclarator(declarator);
  return statement;
};

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const awsSdk = 'node_modules/@(aws-sdk|smithy)/';

module.exports = {
  forbidden: [
    rule('no-cycle', 'Two files that need each other are one concept, or miss a third.', {}, { circular: true }),
    rule(
      'no-missing-file',
      'The file or package is not there.',
      {},
      // Types alone, from @types/aws-lambda: there is no package behind the name.
      { couldNotResolve: true, pathNot: '^aws-lambda$' },
    ),
    rule(
      'libs-know-no-service',
      'A library serves every service, so it knows none.',
      { path: '^libs/' },
      { path: '^services/' },
    ),
    rule(
      'services-meet-at-contracts',
      'Of another service only its contract/ may be used: routes and events are its published language.',
      { path: '^services/([^/]+)/' },
      { path: '^services/', pathNot: ['^services/$1/', '^services/[^/]+/src/contract/'] },
    ),
    rule(
      'contract-stands-alone',
      'Whoever imports a contract gets the contract alone, no code of its service.',
      { path: '^services/([^/]+)/src/contract/' },
      { pathNot: ['^services/$1/src/contract/', '^libs/contracts/'] },
    ),
    rule(
      'domain-is-pure',
      'Rules know no AWS, no file, no randomness: what they need is passed in.',
      { path: '^services/([^/]+)/src/domain/' },
      { pathNot: ['^services/$1/src/(domain|contract)/', '^libs/(contracts|time)/'] },
    ),
    rule(
      'time-is-pure',
      'Rules use libs/time, so it is as pure as they are: which time it is now is passed in.',
      { path: '^libs/time/src/' },
      { pathNot: ['^libs/time/src/', 'node_modules/croner/'] },
    ),
    rule(
      'data-below-functions',
      'data/ is used by functions, never the other way, and does not call what adapters/ calls.',
      { path: '^services/([^/]+)/src/data/' },
      { path: '^services/$1/src/(functions|adapters)/' },
    ),
    rule(
      'adapters-below-functions',
      'adapters/ are used by functions, never the other way, and do not read the table.',
      { path: '^services/([^/]+)/src/adapters/' },
      { path: '^services/$1/src/(functions|data)/' },
    ),
    rule(
      'pixels-below-functions',
      'pixels/ turns bytes into bytes: it is given what was read and hands over what is to be stored.',
      { path: '^services/([^/]+)/src/pixels/' },
      { path: ['^services/$1/src/', '^libs/', awsSdk], pathNot: '^services/$1/src/(pixels|domain)/' },
    ),
    rule(
      'functions-stand-alone',
      'What two functions share is a rule (domain/), a query (data/) or a call (adapters/).',
      { path: '^services/([^/]+)/src/functions/([^/]+)$' },
      { path: '^services/$1/src/functions/', pathNot: '^services/$1/src/functions/$2$' },
    ),
    rule(
      'functions-call-no-sdk',
      'Functions are thin: DynamoDB is called in data/, all else of AWS in adapters/.',
      { path: '^services/[^/]+/src/functions/' },
      { path: [awsSdk, 'node_modules/electrodb/'] },
    ),
    rule(
      'data-calls-dynamodb-alone',
      'Other AWS calls than DynamoDB belong in adapters/.',
      { path: '^services/[^/]+/src/data/' },
      { path: awsSdk, pathNot: 'node_modules/@(aws-sdk|smithy)/(client-dynamodb|lib-dynamodb|util-dynamodb)/' },
    ),
    rule(
      'adapters-leave-the-table-alone',
      'DynamoDB is called in data/.',
      { path: '^services/[^/]+/src/adapters/' },
      { path: ['node_modules/@aws-sdk/(client|lib|util)-dynamodb/', 'node_modules/electrodb/'] },
    ),
    rule(
      'contracts-lib-is-the-ground',
      'libs/contracts is what everything else stands on.',
      { path: '^libs/contracts/src/' },
      { path: '^libs/', pathNot: '^libs/contracts/' },
    ),
    rule(
      'shipped-code-has-no-tools',
      'What runs in Lambda needs no build, no local cloud and no test helper.',
      { path: '^(services/[^/]+|libs/(contracts|handler|data|html|messaging|observability|s3-signing|time))/src/' },
      { path: ['^libs/(build|local-cloud|testing)/', '(^|/)test/'] },
    ),
    rule(
      'tests-stay-outside',
      'Source does not import tests.',
      { path: '^(libs|services)/[^/]+/src/' },
      { path: '^(libs|services)/[^/]+/test/' },
    ),
    rule(
      'dependencies-are-declared',
      "Source uses only `dependencies` of its own package.json: a development dependency of the root is not there when it's shipped.",
      { path: '^(libs|services)/[^/]+/src/' },
      { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'npm-optional'] },
    ),
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)\\.(tsbuild|esbuild|serverless|local-cloud)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.js', '.cjs', '.json'],
    },
  },
};
