import { chromium } from 'playwright';
const BASE = process.env.BASE ?? 'http://localhost:4801';
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
export { BASE, browser };
export async function person(username, { width = 1440, locale = 'zh', dark = false } = {}) {
  const context = await browser.newContext({ viewport: { width, height: width < 600 ? 844 : 900 }, colorScheme: dark ? 'dark' : 'light', locale: locale === 'zh' ? 'zh-CN' : 'en-GB', baseURL: BASE });
  await context.addCookies([{ name: 'heping-locale', value: locale, url: BASE }]);
  if (username) {
    const r = await context.request.post('/api/v1/sessions', { data: { username, password: 'heping-demo-2026' }, headers: { origin: BASE } });
    if (!r.ok()) throw new Error(await r.text());
    await context.request.patch('/api/v1/me', { data: { locale }, headers: { origin: BASE } });
  }
  const page = await context.newPage();
  page.on('console', (m) => { if (m.type() === 'error') console.log('CONSOLE', m.text()); });
  return { context, page, ask: async (path) => (await context.request.get('/api/v1' + path)).json() };
}
export async function wide(page) {
  return page.evaluate(() => ({ scroll: document.documentElement.scrollWidth, client: document.documentElement.clientWidth, h1: document.querySelector('h1')?.textContent?.trim() }));
}
