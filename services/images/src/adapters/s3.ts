import { S3Client } from '@aws-sdk/client-s3';

const clients = new Map<string | undefined, S3Client>();

/**
 * The one S3 client of this process for a region; credentials and endpoint come from the environment.
 * @param region the environment's when it is not given
 */
export function s3(region?: string): S3Client {
  const client = clients.get(region) ?? new S3Client(region === undefined ? {} : { region });
  clients.set(region, client);
  return client;
}
