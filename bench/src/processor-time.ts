import { readdirSync, readFileSync } from 'node:fs';

/** Seconds of processor time, of the engine itself and of the functions that it runs. */
export interface ProcessorTime {
  readonly engine: number;
  readonly functions: number;
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
  readonly seconds: number;
}

/** Of `/proc/<pid>/stat`, https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html; Linux counts in hundredths of a second. */
const TICKS_A_SECOND = 100;

/** Of everything that comes from this process. A function's process that has ended is not counted. */
export function processorTime(): ProcessorTime {
  const all = readdirSync('/proc').flatMap((entry) => (/^\d+$/.test(entry) ? processOf(entry) : []));
  const parents = new Map(all.map(({ pid, parent }) => [pid, parent]));
  const engine = all.find(({ name, pid }) => name.startsWith('python') && comesFrom(process.pid, pid, parents));
  const functions = all.filter(({ parent }) => parent === engine?.pid);
  return { engine: engine?.seconds ?? 0, functions: functions.reduce((sum, { seconds }) => sum + seconds, 0) };
}

function processOf(entry: string): Process[] {
  try {
    const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
    const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    const [, parent, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const seconds = (Number(rest[9]) + Number(rest[10])) / TICKS_A_SECOND;
    return [{ pid: Number(entry), parent: Number(parent), name, seconds }];
  } catch {
    return []; // it has ended in between
  }
}

function comesFrom(ancestor: number, pid: number, parents: ReadonlyMap<number, number>): boolean {
  for (let at = pid; at > 1; at = parents.get(at) ?? 0) if (at === ancestor) return true;
  return false;
}
