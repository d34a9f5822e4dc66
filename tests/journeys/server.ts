/** The real server as a child process: started, killed and started again on the same port and the same data. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MAIN = join(ROOT, 'apps/server/src/main.ts');
const BUNDLED = join(ROOT, 'node_modules/.bin/node');
const NODE = existsSync(BUNDLED) ? BUNDLED : process.execPath;

const newDir = () => mkdtemp(join(tmpdir(), 'heping-journey-'));

export class Server {
  readonly #dataDir: string;
  #child: ChildProcess | null = null;
  #said = '';
  #port = 0;

  private constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  /** Lets a server load its demo once; what it leaves is copied for each journey. */
  static async prepareData(): Promise<string> {
    const dataDir = await newDir();
    const server = new Server(dataDir);
    await server.start();
    await server.stop();
    return dataDir;
  }

  /** A server of one's own on a copy of prepared data. */
  static async open(prepared: string): Promise<Server> {
    const dataDir = await newDir();
    await cp(prepared, dataDir, { recursive: true });
    const server = new Server(dataDir);
    await server.start();
    return server;
  }

  /** Where its data lies: to be touched only while it is stopped. */
  get dataDir(): string {
    return this.#dataDir;
  }

  get origin(): string {
    return `http://localhost:${this.#port}`;
  }

  /** Starts, on the same port as before if there was one, with what differs in its settings, and waits until it answers. */
  async start(settings: Readonly<Record<string, string>> = {}): Promise<void> {
    const child = spawn(NODE, [MAIN], {
      env: {
        ...process.env,
        HEPING_DATA: this.#dataDir,
        PORT: String(this.#port),
        HEPING_ORIGIN: '',
        DATABASE_URL: '',
        ...settings,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    this.#said = '';
    this.#port = await new Promise<number>((resolve, reject) => {
      const hear = (chunk: Buffer) => {
        this.#said += chunk.toString();
        const port = /http:\/\/[a-z.]+:(\d+)/.exec(this.#said)?.[1];
        if (port !== undefined) resolve(Number(port));
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${this.#said}`)));
    });
    const health = await fetch(`${this.origin}/api/v1/health`);
    if (!health.ok) throw new Error(`the server is not well: ${health.status}`);
  }

  /** As a power cut: nothing is written any more. */
  kill9(): Promise<void> {
    return this.#end('SIGKILL');
  }

  /** Answers nothing, and hangs up nowhere, until it wakes. */
  fallSilent(): void {
    this.#child?.kill('SIGSTOP');
  }
  wake(): void {
    this.#child?.kill('SIGCONT');
  }

  stop(): Promise<void> {
    return this.#end('SIGTERM');
  }

  /** Stops and takes the data along. */
  async close(): Promise<void> {
    await this.#end('SIGKILL');
    await rm(this.#dataDir, { recursive: true, force: true });
  }

  /** What it said on the console. */
  get said(): string {
    return this.#said;
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }
}
