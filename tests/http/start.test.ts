import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const MAIN = fileURLToPath(new URL('../../apps/server/src/main.ts', import.meta.url));

let dataDir: string;
const started: ChildProcess[] = [];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'heping-start-'));
});
afterEach(async () => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

interface Running {
  readonly child: ChildProcess;
  readonly output: () => string;
  /** Resolves with the first address said. */
  readonly address: Promise<string>;
  readonly exit: Promise<number | null>;
}

function start(env: Record<string, string>): Running {
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, HEPING_DATA: dataDir, HEPING_ORIGIN: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  let said = '';
  let found: (address: string) => void = () => undefined;
  const address = new Promise<string>((resolve) => (found = resolve));
  const hear = (chunk: Buffer) => {
    said += chunk.toString();
    const match = /http:\/\/localhost:\d+/.exec(said);
    if (match !== null) found(match[0]);
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, output: () => said, address, exit };
}

describe('starting the server', { timeout: 60_000 }, () => {
  it('migrates, makes a first administrator, says where it is, and stops when told to', async () => {
    const { child, output, address, exit } = start({ PORT: '0', HEPING_DEMO: 'off' });
    const health = await fetch(`${await address}/api/v1/health`);
    expect(await health.json()).toMatchObject({ ok: true });
    const password = /初始密码 (\S+?)（/.exec(output())?.[1] ?? '';
    const origin = await address;
    const signIn = await fetch(`${origin}/api/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ username: 'admin', password }),
    });
    expect(await signIn.json()).toMatchObject({ username: 'admin', isAdministrator: true });
    child.kill('SIGTERM');
    expect(await exit).toBe(0);

    const again = start({ PORT: '0', HEPING_DEMO: 'off' });
    await again.address;
    expect(again.output()).not.toContain('初始密码');
    again.child.kill('SIGINT');
    expect(await again.exit).toBe(0);
  });

  it('[D6] a damaged database is one clear line and exit code 78', async () => {
    await writeFile(
      join(dataDir, 'heping.sqlite'),
      'this is no database at all, and long enough to be read as a page '.repeat(40),
    );
    const { exit, output } = start({ PORT: '0' });
    expect(await exit).toBe(78);
    expect(output().trim().split('\n')).toHaveLength(1);
    expect(output()).toContain('heping.sqlite');
  });

  it('[RO6] a second server on the same data is one clear line and exit code 78; after kill -9 there is none', async () => {
    const first = start({ PORT: '0', HEPING_DEMO: 'off' });
    await first.address;
    const second = start({ PORT: '0', HEPING_DEMO: 'off' });
    expect(await second.exit).toBe(78);
    expect(second.output().trim()).toBe(
      `数据目录 ${dataDir} 正由另一个合评进程使用：请先停止它，或用 HEPING_DATA 另选目录。 ` +
        `The data directory ${dataDir} is in use by another process of Heping: stop that one, or set HEPING_DATA to another.`,
    );
    first.child.kill('SIGKILL');
    await first.exit;
    await start({ PORT: '0', HEPING_DEMO: 'off' }).address;
  });

  it('a taken port is one clear line', async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
    const { port } = blocker.address() as AddressInfo;
    const { exit, output } = start({ PORT: String(port), HEPING_DEMO: 'off' });
    expect(await exit).toBe(1);
    expect(output().trim()).toBe(
      `端口 ${port} 已被占用：请设置 PORT 换一个。 Port ${port} is taken: set PORT to another.`,
    );
    await new Promise((resolve) => blocker.close(resolve));
  });

  it.each([
    ['PORT', 'abc', 'PORT: expected a number from 0 to 65535, got “abc”'],
    [
      'HEPING_ORIGIN',
      'heping.example',
      'HEPING_ORIGIN: expected an address like https://example.org, got “heping.example”',
    ],
    ['HEPING_HOST', 'somewhere', 'HEPING_HOST: expected an IP address or localhost, got “somewhere”'],
  ])('a wrong %s is named with what came', async (name, value, line) => {
    const { exit, output } = start({ PORT: '0', [name]: value });
    expect([await exit, output().trim()]).toEqual([78, line]);
  });
});
