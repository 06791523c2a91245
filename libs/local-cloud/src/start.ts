import { startLocalCloud } from './start/start-local-cloud.ts';

// `npm start`
const { LOCAL_CLOUD_PORT = '4566', PORT = '4000' } = process.env;
await startLocalCloud({ port: Number(LOCAL_CLOUD_PORT), frontDoorPort: Number(PORT) });
