/**
 * Every page, in every phase: axe without findings in light and dark, nothing runs out of the page at three widths nor on
 * the devices of a panel, and what is pressed there is as large as a finger.
 */
import { AxeBuilder } from '@axe-core/playwright';
import type { CDPSession, Page } from '@playwright/test';
import { PHASES, type Phase } from '@heping/scoring';
import { DEMO } from './evaluation.ts';
import { expect, test } from './fixture.ts';
import { NETWORK, type Person, type Username } from './person.ts';
import { shoot, WIDTHS } from './shots.ts';
import { DEVICES, hoverOnly, smallTargets } from './targets.ts';

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
    ...['/history?at=A1.2.2', `/history?at=A1.2.2&moment=${Date.now()}`],
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

const LEADERS_PAGES: Paths = {
  planned: ['/self'],
  signing: ['', '/sign'],
  notice: ['', '/result', '/findings', '/plan'],
};

/** The page of one finding: the first of the result that is out for notice. */
async function findingPage(person: Person): Promise<string> {
  const noticed = (await onePerPhase(person)).find(({ phase }) => phase === 'notice');
  const path = `/evaluations/${noticed?.id}/findings`;
  const { findings } = await person.get<{ findings: { id: string }[] }>(path);
  if (findings[0] === undefined) throw new Error('the demo has no finding');
  return `${path}/${findings[0].id}`;
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
      '/ledger?state=all',
      // Where an officer can do what the panel cannot.
      ...(await pagesOf(person, { planned: [''], preliminary: ['/result'], notice: ['/result'] })),
    ],
  },
  {
    who: 'leader',
    pages: async (person) => [
      ...['/', '/activities', '/ledger?state=all&view=calendar', await findingPage(person)],
      ...(await pagesOf(person, LEADERS_PAGES)),
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

/** Two frames later the page's own media queries have answered. */
const drawn = (page: Page): Promise<void> =>
  page.evaluate(
    () => new Promise((turn) => requestAnimationFrame(() => requestAnimationFrame(() => turn()))),
  );

async function overflows(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  for (const size of Object.values(WIDTHS)) {
    await page.setViewportSize(size);
    await drawn(page);
    found.push(...(await overflow(page)).map((finding) => `${finding} at ${size.width}`));
    await shoot(page, `${name}-${size.width}`);
  }
  return found;
}

/** The same page in the hand: a finger instead of a mouse, the devices upright and on their side. */
async function inTheHand(page: Page, device: CDPSession, name: string): Promise<string[]> {
  const found: string[] = [];
  await device.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 5 });
  for (const [kind, size] of Object.entries(DEVICES)) {
    await page.setViewportSize(size);
    await device.send('Emulation.setDeviceMetricsOverride', { ...size, deviceScaleFactor: 0, mobile: true });
    await drawn(page);
    expect(await page.evaluate(() => matchMedia('(pointer: coarse)').matches)).toBe(true);
    found.push(...(await overflow(page)).map((finding) => `${finding} on a ${kind}`));
    found.push(...(await smallTargets(page)).map((finding) => `too small on a ${kind}: ${finding}`));
    await shoot(page, `${name}-${kind}`);
  }
  found.push(...(await hoverOnly(page)).map((finding) => `only under a pointer: ${finding}`));
  await device.send('Emulation.clearDeviceMetricsOverride');
  await device.send('Emulation.setTouchEmulationEnabled', { enabled: false });
  return found;
}

const nameOf = (who: string, path: string, language: string) =>
  `page-${language}-${who}${path.replaceAll(/[^a-z0-9.]+/gi, '-')}`;

/**
 * Takes one path after the other in two browsers: one is drawn while the other is read. Of two pages of one browser, that
 * behind the other draws a frame a second.
 */
async function inTwoHands(
  hands: readonly Person[],
  paths: readonly string[],
  look: (page: Page, device: CDPSession, path: string) => Promise<readonly string[]>,
): Promise<string[]> {
  const waiting = [...paths];
  const hand = async ({ page: own, context }: Person): Promise<string[]> => {
    const device = await context.newCDPSession(own);
    const found: string[] = [];
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      await own.setViewportSize(WIDTHS.wide);
      await own.emulateMedia({ colorScheme: 'light' });
      await settle(own, path);
      found.push(...(await look(own, device, path)).map((finding) => `${path} ${finding}`));
    }
    return found;
  };
  return (await Promise.all(hands.map(hand))).flat();
}

for (const { who, pages } of READERS) {
  test(`every page of ${who}: axe finds nothing, nothing overflows, every target fits a finger`, async ({
    people,
  }) => {
    test.setTimeout(420_000);
    const hands = await people([who, who], { signedOut: who === 'public', reducedMotion: 'reduce' });
    for (const person of hands) person.expects(...NETWORK);
    const paths = await pages(hands[0]);
    const inChinese = await inTwoHands(hands, paths, async (page, device, path) => {
      const name = nameOf(who, path, 'zh');
      const light = await axeFindings(page);
      const wide = await overflows(page, name);
      await page.emulateMedia({ colorScheme: 'dark' });
      const dark = await axeFindings(page);
      await shoot(page, `${name}-390-dark`);
      return [
        ...light.map((finding) => `1440 light: ${finding}`),
        ...dark.map((finding) => `390 dark: ${finding}`),
        ...[...wide, ...(await inTheHand(page, device, name))].map((finding) => `zh: ${finding}`),
      ];
    });

    for (const person of hands) await person.inEnglish();
    const inEnglish = await inTwoHands(hands, paths, async (page, device, path) => {
      expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
      const name = nameOf(who, path, 'en');
      return [...(await overflows(page, name)), ...(await inTheHand(page, device, name))];
    });
    expect([...inChinese, ...inEnglish.map((finding) => `en: ${finding}`)]).toEqual([]);
  });
}
