import { basename } from 'node:path';
import type { Launcher } from './launcher.ts';
import { bridgesFolder } from './paths.ts';
import type { Run } from './run.ts';

const image = 'ministackorg/ministack:1.5.33';

/** What is this machine's alone: paths, and the search path for Node. Functions run on the image's own. */
const ofThisMachine = new Set(['PATH', 'HOME', 'TEMP', 'SYSTEMROOT']);

/** The engine's image when a Docker daemon answers; else undefined with the reason in `tried`. */
export async function findDocker(tried: string[], run: Run): Promise<Launcher | undefined> {
  const daemon = await run('docker', ['info', '--format', '{{.ServerVersion}}']);
  if (daemon.ok) return dockerLauncher;
  tried.push(`docker: ${daemon.why === 'not found' ? daemon.why : 'no running daemon'}`);
  return undefined;
}

/** Listens on all addresses inside the container, of which the published port on 127.0.0.1 is the only way in. */
const dockerLauncher: Launcher = (environment) => {
  const { GATEWAY_PORT: port, STATE_DIR: state, TMPDIR: temporary = '' } = environment;
  const folders = { STATE_DIR: '/state', S3_DATA_DIR: '/state/s3', TMPDIR: `/state/${basename(temporary)}` };
  const inside = { ...environment, ...folders, BIND_HOST: '0.0.0.0' };
  const passed = Object.entries(inside).filter(([name]) => !ofThisMachine.has(name));
  const args = [
    ['run', '--rm', '--interactive', '--publish', `127.0.0.1:${port}:${port}`],
    ['--volume', `${bridgesFolder}:/bridges:ro`, '--volume', `${state}:/state`],
    passed.flatMap(([name, value]) => ['--env', `${name}=${value}`]),
    ['--entrypoint', 'python', image, '/bridges/launch.py'],
  ];
  return { command: 'docker', args: args.flat(), env: process.env };
};
