// Children: started without blocking, told about signals, waited for.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { surroundings, ROOT } from './house.mjs';

const children = new Set();
let received;

/**
 * Passes SIGTERM, SIGINT and SIGHUP on to every child, and starts none afterwards. In a terminal Ctrl+C reaches the
 * children by itself; they would hear it twice, and a second one often means "at once".
 */
export function mindSignals() {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
    process.on(signal, () => {
      received ??= signal;
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      stopAll(signal);
    });
  }
}

/** Asks every child to end. */
export function stopAll(signal = 'SIGTERM') {
  for (const child of children) child.kill(signal);
}

/** The exit code a shell expects after a signal came, undefined when none did. */
export function interrupted() {
  return received && 128 + constants.signals[received];
}

/**
 * Runs a command to its end and answers with its exit code and, unless it writes to the terminal itself, with what
 * it wrote. A child killed by a signal counts as 128 + n, as in a shell.
 */
export function run(file, args, { cwd = ROOT, env = {}, show = false, leash = false } = {}) {
  if (received) throw new Error(`stopped by ${received}`);
  const pipes = show ? ['inherit', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'];
  if (leash) pipes.push('ipc');
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env: surroundings(env), stdio: pipes, windowsHide: true });
    children.add(child);
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
