/**
 * Where files are opened: a process of its own, begun at the first file and ended when nothing has come for a while. A
 * picture that takes too much memory or time, or breaks the library, takes no panel's live work with it. [FS4]
 */
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { slowDown } from '../refused.ts';
import { Turns } from '../turns.ts';
import type { Answer } from './darkroom-child.ts';
import type { Developed, Job } from './develop.ts';

const CHILD = fileURLToPath(new URL('./darkroom-child.ts', import.meta.url));
/** The library stops by itself before that; what does not is stopped. */
const MOST_MS = 20_000;
const IDLE_MS = 30_000;
/**
 * One job at a time, of each person or link in turn: a panel that sends all its photos at once waits, a flood does not,
 * and nobody waits for more than one job of anybody else’s.
 */
const LINES = { atOnce: 1, ofOne: 1, lineOfOne: 24, line: 200, waitMs: 5_000 } as const;
/** Longer than any photo of a telephone takes, ms of the processor; who sent it waits so many times as long for the next. */
const SLOW = { fromMs: 5_000, times: 6 } as const;

export class Darkroom {
  #child: ChildProcess | null = null;
  readonly #turns = new Turns(LINES);
  /** Until when somebody waits after something slow, ms of `performance`. */
  readonly #waiting = new Map<string, number>();
  readonly #slow: { readonly fromMs: number; readonly times: number };
  #idle: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(slow: { readonly fromMs: number; readonly times: number } = SLOW) {
    this.#slow = slow;
  }

  /**
   * For a person or a link, when it is their turn. Throws SLOW_DOWN where too many of theirs wait or what they sent before
   * was slow, and a fault with its code where the disk has one.
   */
  develop(who: string, job: Job): Promise<Developed> {
    return this.#turns.take(who, () => {
      const left = (this.#waiting.get(who) ?? 0) - performance.now();
      if (left > 0) throw slowDown(left);
      this.#waiting.delete(who);
      return this.#work(who, job);
    });
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#idle);
    this.#end();
  }

  async #work(who: string, job: Job): Promise<Developed> {
    if (this.#isClosed) throw new Error('the darkroom is closed');
    clearTimeout(this.#idle);
    const answer = await ask((this.#child ??= this.#begin()), job);
    this.#idle = setTimeout(() => this.#end(), IDLE_MS).unref();
    const isRead = answer !== 'too-long' && answer !== 'broken';
    const { fromMs, times } = this.#slow;
    const tookMs = isRead ? answer.cpuMs : MOST_MS;
    if (tookMs >= fromMs) this.#waiting.set(who, performance.now() + tookMs * times);
    if (isRead) return read(answer);
    this.#end();
    return { ok: false, reason: answer === 'broken' ? 'unreadable' : 'too-long' };
  }

  #begin(): ChildProcess {
    const child = begin();
    child.once('exit', () => {
      if (this.#child === child) this.#child = null;
    });
    return child;
  }

  #end(): void {
    this.#child?.kill('SIGKILL');
    this.#child = null;
  }
}

/** Without our environment: what opens hostile bytes knows no addresses and no passwords. */
const begin = (): ChildProcess =>
  fork(CHILD, {
    execArgv: ['--disable-warning=ExperimentalWarning', '--max-old-space-size=256'],
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });

/** Its answer; `too-long` where none comes in time, `broken` where the process ends over it. */
function ask(child: ChildProcess, job: Job): Promise<Answer | 'too-long' | 'broken'> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer | 'too-long' | 'broken'>();
  const timer = setTimeout(() => resolve('too-long'), MOST_MS);
  const broken = () => resolve('broken');
  // Safe: nobody else sends on this channel.
  const hear = (answer: unknown) => resolve(answer as Answer);
  child.once('message', hear).once('exit', broken).once('error', reject);
  child.send(job, (error) => {
    if (error !== null) broken();
  });
  return promise.finally(() => {
    clearTimeout(timer);
    child.off('message', hear).off('exit', broken).off('error', reject);
  });
}

function read(answer: Answer): Developed {
  if ('developed' in answer) return answer.developed;
  throw Object.assign(new Error(answer.fault), answer.code === undefined ? {} : { code: answer.code });
}
