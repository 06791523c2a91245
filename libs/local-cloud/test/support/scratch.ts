import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { repository } from '../../src/engine/paths.ts';

/** A repository of its own with one service, `hello`, packaged by the same framework and libraries as the real ones. */
export interface Scratch {
  root: string;
  /** Where its packages are kept. */
  home: string;
  /** Folder of the service. */
  hello: string;
  write(file: string, text: string): void;
  remove(): void;
}

/** The environment names a CloudFormation `Ref`: what `invoke local` has to ask the cloud for. */
export const helloConfiguration = `
service: hello
configValidationMode: error
plugins: ['@libs/local-cloud/stage-guard', serverless-esbuild]
provider:
  name: aws
  stage: \${opt:stage, 'local'}
  region: eu-central-1
  stackName: hello-\${sls:stage}
  runtime: nodejs24.x
  versionFunctions: false
  deploymentMethod: direct
package: { individually: true }
custom: { esbuild: { config: ../../libs/build/esbuild.config.cjs } }
functions:
  greet:
    handler: src/functions/greet.handler
    name: hello-\${sls:stage}-greet
    environment: { DEAD_LETTER_QUEUE_URL: !Ref Dead }
    events: [{ httpApi: GET /hello }]
  other:
    handler: src/functions/other.handler
    name: hello-\${sls:stage}-other
    environment: { NODE_OPTIONS: --enable-source-maps }
resources:
  extensions: { HttpApi: { Properties: { Tags: { ms-custom-id: hello } } } }
  Resources:
    Dead: { Type: AWS::SQS::Queue, Properties: { QueueName: 'hello-\${sls:stage}-dead' } }
    Table:
      Type: AWS::DynamoDB::Table
      Properties:
        TableName: hello-\${sls:stage}
        BillingMode: PAY_PER_REQUEST
        AttributeDefinitions: [{ AttributeName: pk, AttributeType: S }]
        KeySchema: [{ AttributeName: pk, KeyType: HASH }]
`;

const greet = `
import { greeting } from '../greeting.ts';
import { mark } from '../../../../libs/marks/src/index.ts';
export const handler = async () => {
  console.log('greeting somebody');
  return { greeting: greeting + mark, queue: process.env.DEAD_LETTER_QUEUE_URL, cloud: process.env.AWS_ENDPOINT_URL, key: process.env.AWS_ACCESS_KEY_ID };
};
`;

export function scratch(): Scratch {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'longhouse-scratch-')));
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  mkdirSync(join(root, 'libs'));
  for (const library of readdirSync(join(repository, 'libs'))) {
    symlinkSync(join(repository, 'libs', library), join(root, 'libs', library));
  }
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'));
  write('libs/marks/src/index.ts', "export const mark: string = '!';\n");
  write('serverless-compose.yml', 'services: { hello: { path: services/hello } }\n');
  write('services/hello/package.json', '{ "name": "@services/hello", "private": true, "type": "module" }\n');
  write('services/hello/serverless.yml', helloConfiguration);
  write('services/hello/src/greeting.ts', "export const greeting: string = 'hello';\n");
  write('services/hello/src/functions/greet.ts', greet);
  write('services/hello/src/functions/other.ts', 'export const handler = async () => 1;\n');
  return {
    root,
    home: join(root, '.local-cloud'),
    hello: join(root, 'services/hello'),
    write,
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
