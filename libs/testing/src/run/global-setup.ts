import { startBroker } from './broker.ts';
import { brokerVariable } from './protocol.ts';
import { running } from './running.ts';

/** Jest `globalSetup`: the broker of this run, which starts an engine once a test asks for one. */
export default async ({ rootDir }: { rootDir: string }): Promise<void> => {
  running.broker = await startBroker(rootDir);
  process.env[brokerVariable] = running.broker.url; // workers inherit it
};
