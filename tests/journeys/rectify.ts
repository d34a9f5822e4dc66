/** What journeys after a delivery have in common. */
import type { Locator, Page } from '@playwright/test';
import { DEMO } from './evaluation.ts';
import type { Person } from './person.ts';

/** A campaign of the county whose notice takes no days, so that its results are published at once. */
export const withoutNotice = async (officer: Person, title: string): Promise<string> =>
  (
    await officer.post<{ id: string }>('/campaigns', {
      body: DEMO.bodies.county,
      title,
      periodFrom: '2026-01-01',
      periodTo: '2026-12-31',
      noticeDays: 0,
    })
  ).id;

/** A part of a finding's page. */
export const section = (page: Page, name: string): Locator => page.locator(`[data-section="${name}"]`);

/** The line of a finding in the list of an evaluation's. */
export const finding = (page: Page, indicator: string): Locator =>
  page.getByRole('link', { name: new RegExp(`^${indicator.replaceAll('.', '\\.')} `) });

/** A finding in the plan, by its number. */
export const planned = (page: Page, number: number): Locator => page.locator(`[data-finding="${number}"]`);
