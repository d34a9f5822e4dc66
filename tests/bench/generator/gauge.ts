/** What a process has used, from /proc. Linux only, as the figures of a bench are. */
import { readFileSync } from 'node:fs';

/** Ticks of `/proc/<pid>/stat` in a second, the same on every Linux that Node runs on. */
const TICKS = 100;

export interface Used {
  /** seconds of processor time, all threads */
  readonly cpu: number;
  /** resident, KiB */
  readonly memory: number;
  /** ms, of `performance.now` */
  readonly at: number;
}

export function used(pid: number): Used {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  // The name of the command comes second and may hold blanks.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const memory = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
  return {
    cpu: (Number(fields[11]) + Number(fields[12])) / TICKS,
    memory: Number(memory),
    at: performance.now(),
  };
}

/** Share of one core used between two readings, 0 to 1 for one thread. */
export const busy = (before: Used, after: Used): number =>
  (after.cpu - before.cpu) / ((after.at - before.at) / 1000);

/** Seconds that all cores together were busy with anything. */
export function usedByAll(): number {
  const [, ...ticks] = (readFileSync('/proc/stat', 'latin1').split('\n', 1)[0] ?? '').split(/\s+/);
  const [user = 0, nice = 0, system = 0] = ticks.map(Number);
  return (user + nice + system) / TICKS;
}
