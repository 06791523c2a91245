/** Calls `end` once for Ctrl-C, SIGTERM or a closed terminal. A second of these ends the process at once. */
export function onEnd(end: () => Promise<void>): void {
  let ending = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (ending) process.exit(1);
      ending = true;
      void end().then(
        () => process.exit(0),
        (error: Error) => {
          process.stderr.write(`${error.stack}\n`);
          process.exit(1);
        },
      );
    });
  }
}
