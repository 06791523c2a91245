import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { type FaultyProxy, faultyProxy } from '@libs/testing';

/** What stands for Amazon Rekognition on this machine. */
export interface RecognitionService {
  /** Before it, with all calls; faults are injected here. Operations are called `RekognitionService.DetectText`. */
  readonly proxy: FaultyProxy;
  /** Another answer to an operation (`DetectText`) than the recorded one, from now on. */
  answers(operation: string, answer: object): void;
  /** The recorded answers again, and no faults. */
  reset(): void;
  stop(): Promise<void>;
}

/** By operation, the answers that AWS has recorded: test/recorded/README.md. */
const RECORDED = {
  DetectLabels: 'detect-labels',
  DetectModerationLabels: 'detect-moderation-labels',
  DetectText: 'detect-text',
};

/**
 * Serves the recorded answers over HTTP, in the protocol of the real service, and puts itself where the SDK's client looks for it. The client goes where
 * AWS_ENDPOINT_URL_REKOGNITION points when it is first used.
 */
export async function recognitionService(): Promise<RecognitionService> {
  const answers = new Map<string, object>();
  const reset = () => {
    for (const [operation, name] of Object.entries(RECORDED)) answers.set(operation, recorded(name));
  };
  reset();
  const server = createServer((request, response) => {
    request.resume();
    const answer = answers.get(String(request.headers['x-amz-target']).replace('RekognitionService.', ''));
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(answer ?? { __type: 'UnknownOperationException' }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The service listens on no port.');
  const proxy = await faultyProxy(`http://127.0.0.1:${address.port}`);
  process.env['AWS_ENDPOINT_URL_REKOGNITION'] = proxy.endpoint;
  return {
    proxy,
    answers: (operation, answer) => void answers.set(operation, answer),
    reset: () => {
      reset();
      proxy.heal();
    },
    stop: async () => {
      await proxy.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function recorded(name: string): object {
  return JSON.parse(readFileSync(join(__dirname, `recorded/${name}.json`), 'utf8')) as object;
}
