import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { region } from '../engine/environment.ts';
import { localCredentials } from '../stage-guard/local-environment.ts';

/** Clients of the three services that a deploy talks to. */
export interface Clients {
  stacks: CloudFormationClient;
  functions: LambdaClient;
  objects: S3Client;
}

/** All is given here, so that nothing of the shell's environment decides where a request goes or with which keys. */
export function localClients(endpoint: string): Clients {
  const configuration = { endpoint, region, credentials: localCredentials, ignoreConfiguredEndpointUrls: true };
  return {
    stacks: new CloudFormationClient(configuration),
    functions: new LambdaClient(configuration),
    objects: new S3Client({ ...configuration, forcePathStyle: true }),
  };
}
