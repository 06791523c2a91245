import { startEngine } from '../../src/index.ts';

it('answers on loopback and stops', async () => {
  const engine = await startEngine({ running: '' });
  const response = await fetch(`${engine.endpoint}/_ministack/health`);
  await engine.stop();
  expect(response.status).toBe(200);
}, 60_000);
