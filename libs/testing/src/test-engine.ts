import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { ask } from './run/ask.ts';

/** An AWS emulator for this test run alone. */
export interface TestEngine {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  /** For the constructor of any SDK client. */
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  /** A name for a table, queue or bus that no other test file, and no other run of this one, uses: `<test file>-<name>-<random>`. */
  unique(name: string): string;
}

/**
 * The engine of this test run: started by the first test file that asks for it, shared by all, ended with the run. Keep files apart by
 * `unique` names.
 * @throws TestRunError outside of Jest, or when the engine does not start
 * @example const tables = new DynamoDBClient((await testEngine()).client);
 */
export const testEngine = async (): Promise<TestEngine> => {
  const { endpoint } = (await ask('engine')) as { endpoint: string }; // host.ts answers with it
  return {
    endpoint,
    client: {
      endpoint,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    },
    unique: (name) => {
      const file = basename(expect.getState().testPath ?? 'test', '.test.ts').slice(0, 40);
      return `${file}-${name}-${randomUUID().slice(0, 8)}`;
    },
  };
};
