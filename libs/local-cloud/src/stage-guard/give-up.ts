/** Ends the command with one line and exit code 1. A thrown error would come with the framework's version and a stack. */
export function giveUp(line: string): never {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}
