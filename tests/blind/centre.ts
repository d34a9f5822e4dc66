/** What the centre's leader says before the panel comes. */
import { pdf } from '../../apps/server/src/testing/files.ts';
import { call, type House } from './house.ts';

/** Takes nothing but a yes. */
export async function ask(house: House, one: Parameters<typeof call>[2]): Promise<void> {
  const status = await call(house, 'leader', one);
  if (status !== 200) throw new Error(`${one.path} answered ${status}`);
}

/** A visit in the log, with a paper that says the same word. */
export async function logVisit(house: House, text: string, indicator: string): Promise<void> {
  const log = '/api/v1/centres/town-centre';
  await ask(house, {
    ...{ method: 'POST', path: `${log}/activity-files` },
    file: { name: `${text}.pdf`, bytes: pdf(`<< /Title (${text}) >>`) },
  });
  const { activityFiles } = house.app.store.tables;
  const brought = await house.app.store.db.select({ id: activityFiles.id }).from(activityFiles);
  await ask(house, {
    ...{ method: 'POST', path: `${log}/activities` },
    body: {
      ...{ type: 'visit', day: '2026-03-01', people: 3, who: text, text, indicators: [indicator] },
      files: brought.map(({ id }) => id),
    },
  });
}
