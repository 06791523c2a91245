import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { defaultHome, repository } from '../engine/paths.ts';
import { frontDoorPort } from '../start/read-port.ts';
import { PackagingFailed } from './errors.ts';

/** V8's compiled code of the framework, which is a fifth of the processor time that a command takes. */
export const compileCache = join(defaultHome, 'compile-cache');

/** The Serverless Framework's command, as `npx serverless` starts it. */
export const frameworkCommand = createRequire(join(repository, 'package.json')).resolve('serverless/bin/serverless.js');

/**
 * Runs `serverless package --stage local` in a service's folder, in a process of its own.
 * @throws PackagingFailed with the framework's own words
 */
export async function packageWithFramework(name: string, folder: string): Promise<void> {
  const { NODE_OPTIONS: _, ...environment } = process.env; // the loader or inspector of this process is not meant for it
  const child = spawn(process.execPath, [frameworkCommand, 'package', '--stage', 'local'], {
    cwd: folder,
    env: { ...environment, NODE_COMPILE_CACHE: compileCache, PORT: String(frontDoorPort()) }, // stages.yml asks for PORT
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
  const end = () => child.kill();
  process.once('exit', end); // whoever ends this process does not want the package any more
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  process.off('exit', end);
  if (code !== 0) throw new PackagingFailed(`${name} could not be packaged:\n${essence(said)}`);
}

/** Without the framework's heading, version and link, which are the same for every failure. */
function essence(said: string): string {
  const noise = /^(Error:|Packaging .* for stage|Environment: |Docs: |✔|×|Learn more about)/;
  const lines = said.split('\n').filter((line) => line.trim() !== '' && !noise.test(line.trim()));
  return lines.map((line) => `  ${line}`).join('\n');
}
