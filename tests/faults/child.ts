/** A server in a process of its own: started until it says something, and ended for good. */
import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** Runs a script: the process at once, so that it can be ended whatever it says, and its first line with a beginning. */
export function start(
  script: string,
  args: readonly string[],
  beginning: string,
): { readonly child: ChildProcess; readonly line: Promise<string> } {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  return { child, line: lineOf(child, beginning) };
}

async function lineOf(child: ChildProcessByStdio<null, Readable, null>, beginning: string): Promise<string> {
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith(beginning)) continue;
    // Nobody reads on: what it prints later must not stop it.
    child.stdout.resume();
    return line;
  }
  throw new Error(`the process ended and never said ${beginning}…`);
}

/** Ends it and waits until it is gone. */
export async function end(child: ChildProcess | null, signal: NodeJS.Signals): Promise<void> {
  if (child === null || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await gone;
}
