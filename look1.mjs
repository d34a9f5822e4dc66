import { person, browser, wide } from './look.mjs';
const out = await person(null);
await out.page.goto('/evaluations/x?tab=1'); await out.page.waitForLoadState('networkidle');
console.log('deep link signed out →', out.page.url(), await wide(out.page));
await out.page.goto('/nowhere/at/all'); await out.page.waitForLoadState('networkidle');
console.log('unknown signed out →', out.page.url(), await wide(out.page));
await out.page.screenshot({ path: '/tmp/shots/unknown-out.png' });
await out.page.goto('/results/none'); await out.page.waitForLoadState('networkidle');
console.log('unknown result →', out.page.url(), await wide(out.page)); await out.page.screenshot({ path: '/tmp/shots/result-none.png' });
const leader = await person('leader');
await leader.page.goto('/login?next=/campaigns'); await leader.page.waitForLoadState('networkidle');
console.log('login while in →', leader.page.url());
await leader.page.goto('/nowhere'); await leader.page.waitForLoadState('networkidle');
console.log('unknown in →', leader.page.url(), await wide(leader.page));
await leader.page.goto('/evaluations/none'); await leader.page.waitForLoadState('networkidle');
console.log('no such evaluation →', leader.page.url(), await wide(leader.page)); await leader.page.screenshot({ path: '/tmp/shots/ev-none.png' });
await leader.page.goto('/'); await leader.page.waitForLoadState('networkidle'); await leader.page.screenshot({ path: '/tmp/shots/work-leader.png', fullPage: true });
for (const u of ['leader', 'town.officer', 'county.officer', 'city.officer', 'chair', 'panelist1', 'admin']) {
  const p = u === 'leader' ? leader : await person(u);
  const { evaluations } = await p.ask('/me/work');
  console.log(u, evaluations.map((e) => [e.id, e.centre.name, e.kind, e.phase, e.waitsFor, e.roles.join('+'), e.plannedOn].join(' ')).join('\n   '));
}
await browser.close();
