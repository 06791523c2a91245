/** A line for each step, with the seconds since the start before it. */
export function progress(write: (text: string) => void = (text) => void process.stdout.write(text)): {
  step: (line: string) => void;
  seconds: () => string;
} {
  const start = performance.now();
  const seconds = () => ((performance.now() - start) / 1000).toFixed(1);
  return { step: (line) => write(`${seconds().padStart(6)} s  ${line}\n`), seconds };
}
