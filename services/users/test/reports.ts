import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { testEngine } from '@libs/testing';

/** Where the reports of a test file go, and how they are set up. */
export interface Reports {
  /** Every file by its key, in their order. */
  files(): Promise<Record<string, string>>;
  /** Writes parameters, by their last names. */
  set(settings: Record<string, string>): Promise<void>;
}

/**
 * Makes a bucket and settings that no other test file has, and puts them where the function looks for them. Its own clients go where
 * AWS_ENDPOINT_URL points when they are first used; these go to the engine itself.
 */
export function ownReports(): Reports {
  let Bucket = '';
  let s3: S3Client;
  let ssm: SSMClient;
  const set = async (settings: Record<string, string>) => {
    for (const [name, Value] of Object.entries(settings)) {
      const Name = `${process.env['REPORT_SETTINGS']}/${name}`;
      await ssm.send(new PutParameterCommand({ Name, Value, Type: 'String', Overwrite: true }));
    }
  };
  beforeAll(async () => {
    const engine = await testEngine();
    [s3, ssm] = [new S3Client(engine.client), new SSMClient(engine.client)];
    process.env['REPORT_SETTINGS'] = `/longhouse/${engine.unique('sign-in-report')}`;
  });
  beforeEach(async () => {
    const engine = await testEngine();
    Bucket = engine.unique('reports').toLowerCase();
    process.env['REPORTS_BUCKET'] = Bucket;
    await s3.send(new CreateBucketCommand({ Bucket }));
    await set({ enabled: 'true', prefix: 'sign-ins', 'lines-in-part': '20000' });
  });
  return {
    set,
    async files() {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
      const files: Record<string, string> = {};
      for (const { Key = '' } of Contents) {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
        files[Key] = (await Body?.transformToString()) ?? '';
      }
      return files;
    },
  };
}
