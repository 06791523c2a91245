import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineEnvironment } from './environment.ts';
import { EngineDidNotStart, EngineDied } from './errors.ts';
import type { Engine } from './handle.ts';
import { untilHealthy } from './health.ts';
import type { Launcher } from './launcher.ts';
import { startProcess, stopProcess, tail } from './process.ts';

/** What an engine is started with, besides its port. Without `kept` its state is temporary. */
export interface StartSettings {
  kept?: string;
  bridges: readonly string[];
  saveSeconds: number;
}

/** Milliseconds that the engine may take to answer: it needs 300 to 500 on an idle machine. */
const patience = 60_000;

/**
 * Makes the engine's folders, starts it on a port and waits until it answers.
 * @throws EngineDidNotStart with the last lines of its log; nothing is left of it then
 */
export async function startOn(port: number, launcher: Launcher, settings: StartSettings): Promise<Engine> {
  const { kept, bridges, saveSeconds } = settings;
  const state = kept ?? mkdtempSync(join(tmpdir(), `local-cloud-${process.pid}-`));
  mkdirSync(state, { recursive: true });
  const temporary = mkdtempSync(join(state, 'tmp-')); // the engine leaves its functions' folders behind
  // Functions run below this folder: without this line our own package.json would make ES modules of their CommonJS files.
  writeFileSync(join(temporary, 'package.json'), '{}');
  const logFile = join(state, `engine-${port}.log`);
  const environment = engineEnvironment({ port, state, temporary, persist: kept !== undefined, bridges, saveSeconds });
  const child = startProcess(launcher(environment), logFile);
  let stopping = false;
  const died = new Promise<EngineDied>((resolve) => {
    child.once('exit', (code, signal) => {
      if (stopping) return;
      const said = tail(logFile) || 'nothing: it was killed, by this machine when its memory was full, or by somebody';
      resolve(new EngineDied(`The engine ended with ${code ?? signal}. Its log (${logFile}) says\n${said}`));
    });
  });
  const stop = async () => {
    stopping = true;
    await stopProcess(child);
    rmSync(kept === undefined ? state : temporary, { recursive: true, force: true });
  };
  let failure: Error | undefined;
  child.once('error', (error) => (failure = error));
  const ended = () => failure !== undefined || child.exitCode !== null || child.signalCode !== null;
  const endpoint = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + patience;
  const healthy = await untilHealthy(endpoint, () => ended() || Date.now() > deadline);
  if (healthy && !ended()) return { endpoint, port, pid: child.pid, reused: false, died, stop }; // ended: another's answer
  const why = ended() ? `ended with ${child.exitCode ?? child.signalCode}` : `was silent for ${patience / 1000} s`;
  const error = new EngineDidNotStart(`The engine ${why} (${logFile}): ${tail(logFile)}`, { cause: failure });
  await stop();
  throw error;
}
