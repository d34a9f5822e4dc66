/** Every page, in every phase: axe without findings in light and dark, nothing runs out of the page at three widths. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { PHASES, type Phase } from '@heping/scoring';
import { DEMO } from './evaluation.ts';
import { expect, test } from './fixture.ts';
import { NETWORK, type Person, type Username } from './person.ts';
import { shoot, WIDTHS } from './shots.ts';

interface Row {
  readonly id: string;
  readonly phase: Phase;
  readonly centre: { readonly id: string };
}

/** The demo's evaluations that somebody may see, one a phase. */
async function onePerPhase(person: Person): Promise<readonly Row[]> {
  const { evaluations } = await person.get<{ evaluations: Row[] }>('/evaluations');
  return PHASES.flatMap((phase) => evaluations.find((row) => row.phase === phase) ?? []);
}

/** The pages of an evaluation that its phase fills; the others say why they are empty. */
type Paths = Readonly<Partial<Record<Phase, readonly string[]>>>;
const PAGES_OF: Paths = {
  planned: ['', '/blank', '/score', '/deliberation'],
  scoring: [
    ...['', '/score', '/score?view=grid', '/record', '/history', '/deliberation', '/sign', '/result'],
    ...['/blank?paper=record', '/paper'],
  ],
  deliberation: [
    ...['', '/score?at=A1.2.2', '/deliberation', '/deliberation?view=matrix', '/sign'],
    ...['/history?at=A1.2.2', '/history?at=A1.2.2&moment=32503680000000'],
  ],
  signing: ['', '/record', '/deliberation', '/sign', '/witness', '/print'],
  preliminary: ['', '/sign', '/result', '/print'],
  notice: ['', '/result', '/findings', '/print', '/notice'],
  published: ['', '/result', '/findings', '/print'],
  cancelled: ['', '/result'],
};

async function pagesOf(person: Person, pages: Paths = PAGES_OF): Promise<string[]> {
  const rows = await onePerPhase(person);
  return rows.flatMap(({ id, phase }) => (pages[phase] ?? []).map((path) => `/evaluations/${id}${path}`));
}

const READERS: readonly {
  who: Username | 'public';
  pages: (person: Person) => Promise<readonly string[]>;
}[] = [
  {
    who: 'public',
    pages: async (person) => {
      const { results } = await person.get<{ results: { id: string }[] }>('/results').then(asResults);
      const first = results[0]?.id ?? '';
      return ['/login', '/results', `/results/${first}`, `/results/${first}/print`, '/rubric', '/nowhere'];
    },
  },
  {
    who: 'chair',
    pages: async (person) => ['/', '/evaluations', '/account', '/notifications', ...(await pagesOf(person))],
  },
  {
    who: 'town.officer',
    pages: async (person) => [
      '/notifications',
      '/webhooks',
      '/campaigns',
      '/campaigns/new',
      `/campaigns/${DEMO.campaigns.town}`,
      `/campaigns/${DEMO.campaigns.town}/plan`,
      // Where an officer can do what the panel cannot.
      ...(await pagesOf(person, { planned: [''], preliminary: ['/result'], notice: ['/result'] })),
    ],
  },
  {
    who: 'leader',
    pages: async (person) => [
      '/',
      ...(await pagesOf(person, { signing: ['', '/sign'], notice: ['', '/result', '/findings'] })),
    ],
  },
  {
    who: 'admin',
    pages: () => Promise.resolve(['/people', '/people/person-leader', '/people/person-town-officer']),
  },
];

/** The list under whichever name it comes. */
function asResults(answer: object): { results: { id: string }[] } {
  const [list] = Object.values(answer) as { id: string }[][];
  return { results: list ?? [] };
}

async function settle(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
}

/** Colours on their way are not looked at. */
const untilStill = (page: Page): Promise<unknown> =>
  page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));

async function axeFindings(page: Page): Promise<string[]> {
  await untilStill(page);
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .setLegacyMode()
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map(({ target }) => `${id} ${target.join(' ')}`),
  );
}

/** How far the page is wider than the window, and what one presses or types in that is cut off at its right. */
const overflow = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
    const cut = [...document.querySelectorAll('a, button, input, select, textarea')].filter(
      (control) => control.getBoundingClientRect().right > width + 1 && !scrolls(control.parentElement),
    );
    const by = document.documentElement.scrollWidth - width;
    return [
      ...(by > 0 ? [`${by}px too wide`] : []),
      ...cut.map((control) => `cut off: ${control.textContent}`),
    ];
  });

async function overflows(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  for (const size of Object.values(WIDTHS)) {
    await page.setViewportSize(size);
    await page.evaluate(
      () => new Promise((turn) => requestAnimationFrame(() => requestAnimationFrame(turn))),
    );
    found.push(...(await overflow(page)).map((finding) => `${finding} at ${size.width}`));
    await shoot(page, `${name}-${size.width}`);
  }
  return found;
}

const nameOf = (who: string, path: string, language: string) =>
  `page-${language}-${who}${path.replaceAll(/[^a-z0-9.]+/gi, '-')}`;

for (const { who, pages } of READERS) {
  test(`every page of ${who}: axe finds nothing in light and dark, nothing overflows`, async ({ people }) => {
    const [person] = await people([who], { signedOut: who === 'public', reducedMotion: 'reduce' });
    person.expects(...NETWORK);
    const { page } = person;
    const findings: string[] = [];
    for (const path of await pages(person)) {
      await page.setViewportSize(WIDTHS.wide);
      await page.emulateMedia({ colorScheme: 'light' });
      await settle(page, path);
      const light = await axeFindings(page);
      findings.push(...light.map((finding) => `${path} 1440 light: ${finding}`));
      findings.push(
        ...(await overflows(page, nameOf(who, path, 'zh'))).map((finding) => `${path} zh: ${finding}`),
      );
      await page.emulateMedia({ colorScheme: 'dark' });
      const dark = await axeFindings(page);
      findings.push(...dark.map((finding) => `${path} 390 dark: ${finding}`));
      await shoot(page, `${nameOf(who, path, 'zh')}-390-dark`);
    }
    expect(findings).toEqual([]);
  });

  test(`every page of ${who} in English: nothing overflows`, async ({ people }) => {
    const [person] = await people([who], { signedOut: who === 'public', english: true });
    person.expects(...NETWORK);
    const { page } = person;
    const findings: string[] = [];
    for (const path of await pages(person)) {
      await page.setViewportSize(WIDTHS.wide);
      await settle(page, path);
      expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
      findings.push(
        ...(await overflows(page, nameOf(who, path, 'en'))).map((finding) => `${path} en: ${finding}`),
      );
    }
    expect(findings).toEqual([]);
  });
}
