import { findDocker } from './docker.ts';
import { EngineUnavailable } from './errors.ts';
import { install } from './install.ts';
import { findInstalled, installFolder } from './installed.ts';
import { type Launcher, pythonLauncher } from './launcher.ts';
import { run as runCommand, type Run } from './run.ts';

/**
 * Finds the engine or fetches it: own folder, uv, Python with venv, Python with `pip --target`, Docker.
 * @throws EngineUnavailable with a line for each way when none works
 */
export async function findEngine(home: string, log: (line: string) => void, run: Run = runCommand): Promise<Launcher> {
  const tried: string[] = [];
  const interpreter = (await findInstalled(installFolder(home), run)) ?? (await install(home, tried, log, run));
  const launcher = interpreter ? pythonLauncher(interpreter) : await findDocker(tried, run);
  if (!launcher) throw new EngineUnavailable(tried);
  return launcher;
}
