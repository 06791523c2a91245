import { execFileSync } from 'node:child_process';

/** Seconds of processor time, of the engine itself and of the functions that it runs. */
export interface ProcessorTime {
  readonly engine: number;
  readonly functions: number;
}

/** Of everything that comes from this process, to the second, from `ps`; a function's process that has ended is not counted. */
export function processorTime(): ProcessorTime {
  const processes = execFileSync('ps', ['-eo', 'pid=,ppid=,cputimes=,comm='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .map(([pid, parent, seconds, name = '']) => ({
      pid: Number(pid),
      parent: Number(parent),
      seconds: Number(seconds),
      name,
    }));
  const engine = processes.find(({ name, pid }) => name.startsWith('python') && isOurs(pid));
  const sum = (all: readonly { seconds: number }[]) => all.reduce((total, { seconds }) => total + seconds, 0);
  return {
    engine: engine?.seconds ?? 0,
    functions: sum(processes.filter(({ parent }) => parent === engine?.pid)),
  };

  function isOurs(pid: number): boolean {
    for (let at: number | undefined = pid; at !== undefined && at > 1; ) {
      if (at === process.pid) return true;
      const current: number = at;
      at = processes.find((one) => one.pid === current)?.parent;
    }
    return false;
  }
}
