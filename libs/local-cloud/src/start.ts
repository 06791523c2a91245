import { frontDoorPort, readPort } from './start/read-port.ts';
import { startLocalCloud } from './start/start-local-cloud.ts';

// `npm start`
await startLocalCloud({ port: readPort('LOCAL_CLOUD_PORT', 4566), frontDoorPort: frontDoorPort() });
