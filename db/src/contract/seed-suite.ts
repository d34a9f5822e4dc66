import { judgeLeadBody, TIERS } from '@heping/scoring';
import { describe, expect, test } from 'vitest';
import { campaignsOf } from '../seed/campaigns.ts';
import { DEMO, DEMO_ROLES } from '../seed/demo.ts';
import { seedDemo } from '../seed/seed.ts';
import type { Subject } from './stores.ts';

/** The demo: whole, believable, and loaded once. */
export function seedSuite(subject: () => Subject) {
  const store = () => subject().store;
  const now = new Date('2026-11-20T08:00:00Z');
  let hashed: string[] = [];
  const seed = () =>
    seedDemo(store(), {
      now,
      hashPassword: async (password) => {
        hashed.push(password);
        return 'hash';
      },
    });

  describe('demo', () => {
    test('fills an empty database once; the second time nothing happens', async () => {
      const accounts = await seed();
      expect(accounts.map(({ username }) => username)).toEqual(DEMO_ROLES.map(([username]) => username));
      expect(new Set(hashed)).toEqual(new Set([DEMO.password]));
      hashed = [];
      const before = await store().db.select().from(store().tables.people);
      expect(await seed()).toEqual([]);
      expect(await store().db.select().from(store().tables.people)).toEqual(before);
    });

    test('every id that DEMO names is there, and every person and centre is marked as demo', async () => {
      const { people, bodies, campaigns, centres } = store().tables;
      const { db } = store();
      const ids = async (table: typeof people | typeof bodies | typeof campaigns | typeof centres) =>
        new Set((await db.select({ id: table.id }).from(table)).map(({ id }) => id));
      const missing = (named: readonly string[], there: ReadonlySet<string>) =>
        named.filter((id) => !there.has(id));
      const { municipal, county, leaders, town, spotChecks, longestName } = DEMO.centres;
      expect([
        ...missing([...Object.values(DEMO.people), ...DEMO.evaluators], await ids(people)),
        ...missing(Object.values(DEMO.bodies), await ids(bodies)),
        ...missing(Object.values(DEMO.campaigns), await ids(campaigns)),
        ...missing([municipal, leaders, longestName, ...county, ...town, ...spotChecks], await ids(centres)),
      ]).toEqual([]);
      const everybody = await db.select().from(people);
      expect(everybody.filter(({ isDemo }) => !isDemo)).toEqual([]);
      expect((await db.select().from(centres)).filter(({ isDemo }) => !isDemo)).toEqual([]);
    });

    test('there are at least 14 evaluators without a tie to any centre or body [CI1]', async () => {
      const { centrePeople, officers } = store().tables;
      const tied = new Set(
        [
          ...(await store().db.select().from(centrePeople)),
          ...(await store().db.select().from(officers)),
        ].map(({ personId }) => personId),
      );
      expect(DEMO.evaluators.filter((id) => tied.has(id))).toEqual([]);
      expect(DEMO.evaluators.length).toBeGreaterThanOrEqual(14);
    });

    test('there is a centre of every tier, each with somebody who leads it', async () => {
      const centres = await store().db.query.centres.findMany({ with: { people: true } });
      expect(new Set(centres.map(({ tier }) => tier))).toEqual(new Set(TIERS));
      expect(centres.filter(({ people }) => !people.some(({ role }) => role === 'director'))).toEqual([]);
    });

    test('each campaign’s body may lead the evaluations it is for [WE1–WE4]', async () => {
      const centres = await store().db.query.centres.findMany();
      const bodies = await store().db.query.bodies.findMany();
      const judge = (campaignBody: string, kind: 'regular' | 'spot-check', ids: readonly string[]) =>
        ids.map((id) => {
          const centre = centres.find((each) => each.id === id)!;
          const body = bodies.find((each) => each.id === campaignBody)!;
          return judgeLeadBody({ tier: centre.tier, kind, body: body.kind }).ok;
        });
      const { bodies: ids, centres: of } = DEMO;
      const all = [
        ...judge(ids.province, 'regular', [of.municipal]),
        ...judge(ids.city, 'regular', of.county),
        ...judge(ids.town, 'regular', of.town),
        ...judge(ids.county, 'spot-check', [...of.spotChecks, ...of.town]),
      ];
      expect(all.every(Boolean)).toBe(true);
    });

    test('a campaign is of the year of its first visit, whatever the day of the seed [DA1]', () => {
      const periodsAt = (day: string) => [
        ...new Set(campaignsOf(new Date(day)).map(({ periodFrom, periodTo }) => `${periodFrom} ${periodTo}`)),
      ];
      expect(periodsAt('2027-01-20T08:00:00Z')).toEqual(['2026-01-01 2026-12-31']);
      expect(periodsAt('2027-03-20T08:00:00Z')).toEqual(['2027-01-01 2027-12-31']);
    });

    test('one name is long enough to try every page’s wrapping', async () => {
      const centres = await store().db.query.centres.findMany();
      const longest = centres.toSorted((a, b) => b.name.length - a.name.length)[0];
      expect([longest?.id, longest!.name.length >= 36]).toEqual([DEMO.centres.longestName, true]);
    });
  });
}
