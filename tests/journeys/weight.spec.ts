/** What the workspace weighs on a slow line: scripts as they are sent, before anybody needs the editor of notes. */
import { planAndOpen } from './evaluation.ts';
import { expect, test } from './fixture.ts';
import { NETWORK } from './person.ts';
import { tree } from './sheet.ts';

/** Kilobytes of compressed script, as the issue counts them. */
const MOST = 180_000;

test('the workspace sends at most 180 kB of compressed script before the editor is needed', async ({
  people,
}, testInfo) => {
  const [officer, chair] = await people(['county.officer', 'chair'], { serviceWorkers: 'block' });
  const id = await planAndOpen(officer, chair);
  const { page } = chair.expects(...NETWORK, /dynamically imported module/);
  const sent = new Map<string, number>();
  await page.route(/\.js$/, async (route) => {
    const response = await route.fetch();
    // The editor comes when it is needed: here it is not.
    if ((await response.text()).includes('ProseMirror')) return route.abort();
    const { 'content-encoding': encoding, 'content-length': length } = response.headers();
    expect(['br', 'gzip'], route.request().url()).toContain(encoding);
    sent.set(route.request().url(), Number(length));
    return route.fulfill({ response });
  });
  await page.goto(`/evaluations/${id}/score?at=A1.2.2`);
  await expect(tree(page)).toBeVisible();
  await expect(page.getByRole('heading', { name: '面积达到本层级的要求' })).toBeVisible();
  // What is on its way counts, too.
  await page.unrouteAll({ behavior: 'wait' });
  const weight = [...sent.values()].reduce((sum, bytes) => sum + bytes, 0);
  testInfo.annotations.push({ type: 'weight', description: `${weight} bytes in ${sent.size} scripts` });
  expect(sent.size).toBeGreaterThan(5);
  expect(weight).toBeLessThanOrEqual(MOST);
});
