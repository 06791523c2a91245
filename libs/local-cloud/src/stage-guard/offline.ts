/** Commands that ask nobody: they work without a local cloud, an account, a network. */
const offline = new Set(['', 'package', 'print', 'help', 'outputs', 'plugin list', 'plugin search']);

/** Whether a command of the framework, or of its compose, talks to a cloud. */
export function asksSomebody(command: string): boolean {
  return !offline.has(command);
}
