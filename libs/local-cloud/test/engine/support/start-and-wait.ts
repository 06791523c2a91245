// Run by a test as a process of its own: starts an engine, says where, and waits to be killed.
import { startEngine } from '../../../src/engine/engine.ts';

const engine = await startEngine({ running: '' });
process.stdout.write(`${JSON.stringify({ pid: engine.pid, endpoint: engine.endpoint })}\n`);
setInterval(() => {}, 60_000);
