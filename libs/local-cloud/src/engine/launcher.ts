import { join } from 'node:path';
import type { Interpreter } from './installed.ts';
import { bridgesFolder } from './paths.ts';

/** A command that runs the engine. */
export interface Launch {
  command: string;
  args: string[];
  env: NodeJS.ProcessEnv;
}

/** Makes the command for an engine's environment. */
export type Launcher = (environment: Record<string, string>) => Launch;

/** The engine under a Python of this machine. */
export function pythonLauncher({ python, path }: Interpreter): Launcher {
  return (environment) => ({
    command: python,
    args: [join(bridgesFolder, 'launch.py')],
    env: { ...environment, ...(path && { PYTHONPATH: path }) },
  });
}
