/** Ballots on paper, as chance has it: said, typed a second time by whom it may be and by anybody, and taken back. [PP1–PP6] */
import { INDICATORS, PANEL } from '../../apps/server/src/testing/walk.ts';
import type { Chance } from '../fuzz/random.ts';
import { ACCOUNTS } from './accounts.ts';
import { call, EVALUATION, type House } from './house.ts';

const PATH = `/api/v1/evaluations/${EVALUATION}/paper`;

export const sayOnPaper = (house: House, chance: Chance): Promise<number> =>
  call(house, chance.pick(PANEL), { method: 'POST', path: PATH, body: { checker: 'officer' } });

/** From somebody's paper, whole or in part. */
export function typeSecond(house: House, chance: Chance): Promise<number> {
  const isWhole = chance.oneIn(2);
  const some = INDICATORS.filter(() => isWhole || chance.oneIn(2));
  const typed = some.map(({ code, maximum }) => [code, 5 * chance.below(maximum / 5 + 1)] as const);
  const path = `${PATH}/${chance.pick(PANEL)}/scores`;
  const who = chance.oneIn(4) ? chance.pick(ACCOUNTS) : 'officer';
  return call(house, who, { method: 'PUT', path, body: { scores: Object.fromEntries(typed) } });
}

/** What stands on paper would hold up the reveal. [PP6] */
export async function takePapersBack(house: House): Promise<void> {
  for (const person of PANEL) {
    const path = `${PATH}/${person}/take-back`;
    await call(house, 'officer', { method: 'POST', path, body: { reason: '纸面作废' } });
  }
}
