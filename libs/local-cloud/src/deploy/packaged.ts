import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readTemplate } from '../front-door/read-template.ts';

/** What `serverless package` left for one service. */
export interface Packaged {
  service: string;
  /** Names the content: `users-<hash>`. */
  id: string;
  stackName: string;
  /** The deployment bucket alone: what the framework creates a stack with. */
  createTemplate: string;
  /** All of the stack, on this machine. */
  templateFile: string;
  /** The folder of this package in the deployment bucket: `serverless/users/local/<time>`. */
  keyPrefix: string;
  /** First parts of the paths of its HTTP API, below which the front door serves it. */
  paths: readonly string[];
  /** Paths of its WebSocket API at the front door. */
  sockets: readonly string[];
  /** Of its resources: `AWS::DynamoDB::Table`, each once. */
  types: readonly string[];
  functions: PackagedFunction[];
}

export interface PackagedFunction {
  /** `users-local-get-me` */
  name: string;
  /** As the template has it, without the name of the export: `src/functions/get-me`. */
  entry: string;
  /** Where the template expects its code in the deployment bucket. */
  key: string;
  /** The zip on this machine. */
  file: string;
  /** As Lambda reports it: base64 of the zip's SHA-256. */
  codeSha256: string;
}

interface Template {
  Resources: Record<string, { Type: string; Properties?: Record<string, unknown> }>;
}

interface FunctionProperties {
  FunctionName: string;
  Handler: string;
  Code: { S3Key: string };
}

interface State {
  service: { service: string; provider: { stackName?: string } };
  package: { artifactDirectoryName: string };
}

/** Reads a folder that `packageService` gave. */
export function readPackaged(folder: string): Packaged {
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const templateFile = 'cloudformation-template-update-stack.json';
  // Both files are the framework's own, of the version that is pinned.
  const template = read(templateFile);
  const { Resources } = JSON.parse(template) as Template;
  const { service, package: artifacts } = JSON.parse(read('serverless-state.json')) as State;
  const { paths, sockets } = readTemplate(template);
  const types = new Set(Object.values(Resources).map(({ Type }) => Type));
  return {
    service: service.service,
    id: basename(folder),
    stackName: service.provider.stackName ?? `${service.service}-local`,
    createTemplate: read('cloudformation-template-create-stack.json'),
    templateFile: join(folder, templateFile),
    keyPrefix: artifacts.artifactDirectoryName,
    paths,
    sockets,
    types: [...types],
    functions: Object.values(Resources)
      .filter(({ Type }) => Type === 'AWS::Lambda::Function')
      .map(({ Properties }) => readFunction(Properties as unknown as FunctionProperties, folder)),
  };
}

function readFunction({ FunctionName, Handler, Code }: FunctionProperties, folder: string): PackagedFunction {
  const file = join(folder, basename(Code.S3Key));
  return {
    name: FunctionName,
    entry: Handler.slice(0, Handler.lastIndexOf('.')),
    key: Code.S3Key,
    file,
    codeSha256: createHash('sha256').update(readFileSync(file)).digest('base64'),
  };
}
