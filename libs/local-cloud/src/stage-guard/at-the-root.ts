import { findLocalCloud, requireLocalCloud } from './local-cloud.ts';
import { asksSomebody } from './offline.ts';

/**
 * Prepares a command for all services: stage `local` unless another is named, and one line instead of one from each service when
 * the local cloud that it needs is not running.
 * @param argv as of a process: node, script, arguments
 */
export async function atTheRoot(argv: readonly string[]): Promise<string[]> {
  const [node = '', script = '', ...given] = argv;
  const named = given.findIndex((argument) => /^(--stage|-s)(=|$)/.test(argument));
  const argumentsOfCompose =
    named === -1 ? [...given, '--stage', 'local'] : given.with(named, (given[named] ?? '').replace(/^-s/, '--stage'));
  const stage = named === -1 ? 'local' : (given[named]?.split('=')[1] ?? given[named + 1]);
  const words = given.slice(0, given.findIndex((argument) => argument.startsWith('-')) >>> 0);
  const command = words.join(':').split(':').at(-1) ?? ''; // `users:info` is `info` of one service
  if (stage === 'local' && asksSomebody(command) && !given.includes('--help'))
    await requireLocalCloud(findLocalCloud());
  return [node, script, ...argumentsOfCompose];
}
