import { paginateListFunctions, UpdateFunctionCodeCommand } from '@aws-sdk/client-lambda';
import type { Clients } from './clients.ts';
import { StackFailed } from './errors.ts';
import type { Packaged } from './packaged.ts';
import { createStack, describeStack, neverComplete, updateStack } from './stack.ts';
import { removeOthers, upload } from './upload.ts';
import type { Stack } from '@aws-sdk/client-cloudformation';

/** The stack's tag that says which package it was made from. `serverless deploy` in the service's folder takes it away. */
const packageTag = 'longhouse:package';

/**
 * Brings a service's stack to what its package says, the way `serverless deploy` does it, so that either can go on from the other.
 * Does nothing when the stack was made from this very package and every function still runs this package's code.
 * @returns whether anything was changed
 * @throws StackFailed
 */
export async function deployService(clients: Clients, packaged: Packaged): Promise<boolean> {
  const { stackName: name, createTemplate } = packaged;
  const tags = { STAGE: 'local', [packageTag]: packaged.id };
  const found = await describeStack(clients.stacks, name);
  if (found && isMadeFrom(found, packaged)) return restoreCode(clients, found, packaged);
  const stack =
    found && !neverComplete(found)
      ? found
      : await createStack(
          clients.stacks,
          { name, template: { TemplateBody: createTemplate }, tags: { STAGE: 'local' } },
          found,
        );
  const template = await upload(clients.objects, bucketOf(stack), packaged);
  await updateStack(clients.stacks, { name, template, tags });
  await removeOthers(clients.objects, bucketOf(stack), packaged);
  return true;
}

function isMadeFrom({ StackStatus, Tags = [] }: Stack, { id }: Packaged): boolean {
  return (
    /^(CREATE|UPDATE)_COMPLETE$/.test(String(StackStatus)) &&
    Tags.some(({ Key, Value }) => Key === packageTag && Value === id)
  );
}

/** A reload or `deploy function` changes code past the stack; the source may since have gone back to what the package has. */
async function restoreCode(clients: Clients, stack: Stack, { functions }: Packaged): Promise<boolean> {
  const running = new Map<string, string>();
  for await (const { Functions = [] } of paginateListFunctions({ client: clients.functions }, {})) {
    for (const { FunctionName = '', CodeSha256 = '' } of Functions) running.set(FunctionName, CodeSha256);
  }
  const changed = functions.filter(({ name, codeSha256 }) => running.get(name) !== codeSha256);
  await Promise.all(
    changed.map(({ name, key }) =>
      clients.functions.send(
        new UpdateFunctionCodeCommand({ FunctionName: name, S3Bucket: bucketOf(stack), S3Key: key }),
      ),
    ),
  );
  return changed.length > 0;
}

function bucketOf({ StackName, Outputs = [] }: Stack): string {
  const bucket = Outputs.find(({ OutputKey }) => OutputKey === 'ServerlessDeploymentBucketName')?.OutputValue;
  if (bucket) return bucket;
  throw new StackFailed(
    `${StackName} has no deployment bucket, so it is not the framework's: delete it, then run this again`,
  );
}
