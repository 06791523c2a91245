import { type LocalCloudOptions, startLocalCloud } from '../../src/start/start-local-cloud.ts';

// What `npm start` runs, with folders and ports of a test's own: `node run-start.ts '{"state":"…"}'`.
await startLocalCloud(JSON.parse(process.argv[2] ?? '{}') as LocalCloudOptions);
