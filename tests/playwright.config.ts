import { defineConfig } from '@playwright/test';

// Quiet and alone: Chromium starts without looking for updates, accounts or the outside world.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const chromium = process.env.CHROMIUM_PATH;

/** The browser journeys. `npm test -- journeys` finds Chromium and names it in CHROMIUM_PATH. */
export default defineConfig({
  testDir: './journeys',
  outputDir: '../test-results',
  // Several browsers work at once inside a journey; journeys run one after the other. A flaky one is a bug.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 180_000,
  globalTimeout: 50 * 60_000,
  expect: { timeout: 15_000 },
  // The JSON report goes where PLAYWRIGHT_JSON_OUTPUT_FILE says.
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [['list'], ['json']] : [['list']],
  use: {
    locale: 'zh-CN',
    // Far from the campaigns: what they date is not dated by the reader's device. [ND1]
    timezoneId: 'America/New_York',
    viewport: { width: 1440, height: 900 },
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    // What was done and asked, without pictures of every step: those cost a third more processor. `--trace on` takes them.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false },
    screenshot: 'only-on-failure',
    // Without a locale Chromium cannot write Chinese names of files, and calls each of them "download".
    launchOptions: {
      env: { LANG: 'C.UTF-8', ...process.env },
      args: FLAGS,
      ...(chromium ? { executablePath: chromium } : {}),
    },
  },
});
