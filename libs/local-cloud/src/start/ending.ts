/**
 * Calls `end` once, for Ctrl-C, SIGTERM or a closed terminal, and then ends the process. A second of these ends it at once.
 * @returns what does the same by itself, with a line that says why and exit code 1; it does nothing when the end has begun
 */
export function onEnd(end: () => Promise<void>): (why: string) => void {
  let ending = false;
  const endWith = (code: number) => {
    ending = true;
    void end().then(
      () => process.exit(code),
      (error: Error) => {
        process.stderr.write(`${error.stack}\n`);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => (ending ? process.exit(1) : endWith(0)));
  }
  return (why) => {
    if (ending) return;
    process.stderr.write(`${why}\n`);
    endWith(1);
  };
}
