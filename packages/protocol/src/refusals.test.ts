/** The list of refusals is one list, gathered from several. [RF1] */
import { expect, it } from 'vitest';
import { DELIVERY_REFUSALS } from './refusals-delivery.ts';
import { FILE_REFUSALS } from './refusals-files.ts';
import { FINDING_REFUSALS } from './refusals-findings.ts';
import { LEDGER_REFUSALS } from './refusals-ledger.ts';
import { LINK_REFUSALS } from './refusals-links.ts';
import { MEASURE_REFUSALS } from './refusals-measures.ts';
import { NOTIFICATION_REFUSALS } from './refusals-notifications.ts';
import { PAPER_REFUSALS } from './refusals-paper.ts';
import { PLAN_REFUSALS } from './refusals-plan.ts';
import { REFUSALS } from './refusals.ts';

const LISTS = [
  ...[DELIVERY_REFUSALS, FILE_REFUSALS, FINDING_REFUSALS, LEDGER_REFUSALS],
  ...[LINK_REFUSALS, MEASURE_REFUSALS, NOTIFICATION_REFUSALS, PAPER_REFUSALS, PLAN_REFUSALS],
];

it('[RF1] each code has one sentence, with the same parameters in both languages', () => {
  const codes = LISTS.flatMap((list) => Object.keys(list));
  expect(codes.filter((code, place) => codes.indexOf(code) !== place)).toEqual([]);
  const named = (text: string) => new Set(text.match(/\{\w+\}/g));
  for (const [code, { zh, en }] of Object.entries(REFUSALS))
    expect([code, named(zh)]).toEqual([code, named(en)]);
});
