/**
 * How long a panelist waits in a village hall: from opening the scoring page until the first score can be given, over a
 * slow line, in a browser that was closed in between. `npm run bench -- --only=visit`.
 */
import { chromium, type BrowserContext } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planAndOpen } from '../journeys/evaluation.ts';
import { PASSWORD, Person } from '../journeys/person.ts';
import { Server } from '../journeys/server.ts';
import { slowLine } from './slow-line.ts';

export interface Visits {
  /** Milliseconds from the address until a score can be given; nothing was there before. */
  readonly first: number;
  /** From the second visit on, one after another. */
  readonly later: readonly number[];
  /** The same on a processor four times as slow. */
  readonly laterOnSlowProcessor: readonly number[];
}

const SLOWDOWN = 4;
const FIRST_FIELD = 'article[data-indicator="A1.1.1"] .scoring input:not(:disabled)';

/** Opens the demo, and visits so many times with each processor. Times are the browser's own. */
export async function visits({ rounds }: { readonly rounds: number }): Promise<Visits> {
  const prepared = await Server.prepareData();
  const server = await Server.open(prepared);
  const { port } = new URL(server.origin);
  const line = await slowLine(Number(port));
  const profile = await mkdtemp(join(tmpdir(), 'heping-visit-'));
  try {
    const path = `/evaluations/${await evaluation(server.origin)}/score?at=A1.1.1`;
    const browse = <T>(work: (context: BrowserContext) => Promise<T>) =>
      inBrowser(profile, `MAP localhost:${port} 127.0.0.1:${line.port}`, work);
    const first = await browse(async (context) => {
      await signIn(context, server.origin);
      const took = await visit(context, server.origin + path, 1);
      await takenAlong(context, server.origin);
      return took;
    });
    const later: number[] = [];
    const laterOnSlowProcessor: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      later.push(await browse((context) => visit(context, server.origin + path, 1)));
      laterOnSlowProcessor.push(await browse((context) => visit(context, server.origin + path, SLOWDOWN)));
    }
    return { first, later, laterOnSlowProcessor };
  } finally {
    await line.close();
    await server.close();
    for (const folder of [prepared, profile]) await rm(folder, { recursive: true, force: true });
  }
}

/** One that is being scored. */
async function evaluation(origin: string): Promise<string> {
  const browser = await chromium.launch(launching());
  try {
    const [officer, chair] = await Promise.all([
      Person.come(browser, origin, 'county.officer'),
      Person.come(browser, origin, 'chair'),
    ]);
    return await planAndOpen(officer, chair);
  } finally {
    await browser.close();
  }
}

function launching(...flags: readonly string[]) {
  const executablePath = process.env['CHROMIUM_PATH'];
  return {
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', ...flags],
  };
}

/** A browser that remembers what it kept the last time, and is closed again. */
async function inBrowser<T>(
  profile: string,
  hosts: string,
  work: (context: BrowserContext) => Promise<T>,
): Promise<T> {
  const context = await chromium.launchPersistentContext(profile, {
    ...launching(`--host-resolver-rules=${hosts}`),
    locale: 'zh-CN',
  });
  try {
    return await work(context);
  } finally {
    await context.close();
  }
}

async function signIn(context: BrowserContext, origin: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${origin}/login`);
  await page.getByLabel('用户名').fill('chair');
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: '登录' }).click();
  await page.waitForURL(`${origin}/`);
  await page.close();
}

/** Opens the address in a fresh page; milliseconds until a score can be given. */
async function visit(context: BrowserContext, address: string, slowdown: number): Promise<number> {
  const page = await context.newPage();
  await page.addInitScript((field) => {
    const look = () => {
      if (document.querySelector(field) === null) requestAnimationFrame(look);
      else Object.assign(window, { usableAt: performance.now() });
    };
    requestAnimationFrame(look);
  }, FIRST_FIELD);
  const tools = await context.newCDPSession(page);
  await tools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await page.goto(address, { waitUntil: 'commit' });
  const usable = await page.waitForFunction(() => (window as unknown as { usableAt?: number }).usableAt);
  const took = Math.round(Number(await usable.jsonValue()));
  await page.close();
  return took;
}

/** Until the app itself is kept on the device. */
async function takenAlong(context: BrowserContext, origin: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(origin);
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
}
