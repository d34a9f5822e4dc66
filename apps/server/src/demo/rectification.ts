/** After a delivery of the demo: the centre answers, and its leader and the officer begin the plan together. */
import { tablesOf } from '@heping/db';
import {
  addMeasure,
  causeOf,
  giveMeasure,
  setMeasure,
  setRectification,
  setResponsible,
  wordsOf,
  writeText,
} from '@heping/protocol';
import { asc, eq } from 'drizzle-orm';
import type { Acting, Desk } from '../evaluations/commands/desk.ts';
import { acceptFinding } from '../responses/accept.ts';
import { writeEntries } from './write.ts';

const CAUSE = '建设时按原标准布置，人员变动后没有专人负责，日常检查没有列入值班内容。';
const CHECKED = '经办人核对：去年检查也提到过，请写明由谁长期负责。';
const MEASURES = [
  { slot: 'demo01', kind: 'immediate', text: '当日完成现场整理，补齐缺少的内容。', expected: '整改后照片' },
  { slot: 'demo02', kind: 'preventive', text: '列入每周值班检查表，由值班人员签字。', expected: '检查表' },
] as const;
/** Findings that are planned; the others wait for their answer. */
const PLANNED = 2;

/** The first findings are accepted and planned, so that the page has something to show; nothing is submitted yet. */
export async function beginPlan(desk: Desk, leader: Acting, officer: string): Promise<void> {
  const { store, corridor } = desk;
  const { evaluation } = leader;
  const { cases, findings } = tablesOf(store.db);
  const rows = await store.db
    .select({ number: findings.number, id: findings.id, dueOn: cases.dueOn })
    .from(cases)
    .innerJoin(findings, eq(findings.id, cases.findingId))
    .where(eq(cases.evaluationId, evaluation))
    .orderBy(asc(findings.number))
    .limit(PLANNED);
  for (const { id } of rows) await acceptFinding(desk, { ...leader, finding: id });
  const document = { kind: 'plan', evaluation } as const;
  const { personId } = leader.visitor;
  await writeEntries(corridor, evaluation, [
    {
      ...{ document, by: personId },
      change: (plan) => {
        for (const { number, dueOn } of rows) {
          writeText(causeOf(plan, number), CAUSE);
          setRectification(plan, number, 'by-date');
          setResponsible(plan, number, personId);
          for (const { slot, kind, text, expected } of MEASURES) {
            const place = addMeasure(plan, { finding: number, slot }, kind);
            writeText(wordsOf(plan, place), text);
            giveMeasure(plan, place, { id: personId, name: null });
            setMeasure(plan, place, 'expected', expected);
            setMeasure(plan, place, 'due', dueOn);
          }
        }
      },
    },
    {
      ...{ document, by: officer },
      change: (plan) => {
        for (const { number } of rows.slice(0, 1))
          causeOf(plan, number).insert(causeOf(plan, number).length, CHECKED);
      },
    },
  ]);
}
