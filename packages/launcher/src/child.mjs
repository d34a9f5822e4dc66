// Children: started without blocking, told about signals, waited for.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { surroundings, ROOT } from './house.mjs';

const children = new Map();
let received;

/**
 * Passes SIGTERM, SIGINT and SIGHUP on to every child, and starts none afterwards. In a terminal Ctrl+C reaches those
 * in our process group by itself; they would hear it twice, and a second one often means "at once".
 */
export function mindSignals() {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
    process.on(signal, () => {
      received ??= signal;
      for (const [child, { apart }] of children) {
        const heardIt = signal === 'SIGINT' && process.stdin.isTTY && !apart;
        if (!heardIt) child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
      }
    });
  }
}

/** Asks every child to end. */
export function stopAll() {
  for (const child of children.keys()) child.kill('SIGTERM');
}

/** The exit code a shell expects after a signal came, undefined when none did. */
export function interrupted() {
  return received && 128 + constants.signals[received];
}

/**
 * Runs a command to its end and answers with its exit code and, unless it writes to the terminal itself, with what
 * it wrote. A child killed by a signal counts as 128 + n, as in a shell. One that lives `apart` has a process group of
 * its own, so that every signal reaches it once, through us, and a channel by which it learns that we are gone.
 */
export function run(file, args, { cwd = ROOT, env = {}, show = false, apart = false } = {}) {
  if (received) throw new Error(`stopped by ${received}`);
  const pipes = show ? ['inherit', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'];
  if (apart) pipes.push('ipc');
  return new Promise((resolve, reject) => {
    const detached = apart && process.platform !== 'win32';
    const child = spawn(file, args, {
      cwd,
      env: surroundings(env),
      stdio: pipes,
      detached,
      windowsHide: true,
    });
    children.set(child, { apart });
    let output = '';
    for (const pipe of [child.stdout, child.stderr]) {
      pipe?.setEncoding('utf8').on('data', (text) => (output += text));
    }
    child.on('error', (error) => {
      children.delete(child);
      reject(error);
    });
    child.on('close', (code, signal) => {
      children.delete(child);
      resolve({ code: code ?? 128 + constants.signals[signal], output });
    });
  });
}
