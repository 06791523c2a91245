import { running } from './running.ts';

/** Jest `globalTeardown`: ends whatever the run started. */
export default async (): Promise<void> => {
  await running.broker?.stop();
};
