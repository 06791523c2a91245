import { execFileSync } from 'node:child_process';
import { affected } from './affected.ts';
import { readParts } from './parts.ts';

/**
 * `node .github/scripts/affected-services.ts <git reference>`: prints the services that must be deployed to bring a stage from that
 * reference to the checked out commit, in their order, as JSON for a workflow's matrix: `["platform","users"]`. All of them when the
 * reference is not there (a stage to which nothing was deployed yet).
 */
const [since] = process.argv.slice(2);
const parts = readParts(process.cwd());
const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

const changed = (): string[] | undefined => {
  try {
    return since
      ? git('diff', '--name-only', '--no-renames', `${since}^{commit}`, 'HEAD').split('\n').filter(Boolean)
      : undefined;
  } catch {
    return undefined; // git does not know the reference: nothing was deployed from it
  }
};

const files = changed();
const names = files ? affected(files, parts) : parts.map(({ name }) => name);
const services = names.filter((name) => name.startsWith('@services/')).map((name) => name.replace('@services/', ''));
process.stdout.write(`${JSON.stringify(services)}\n`);
