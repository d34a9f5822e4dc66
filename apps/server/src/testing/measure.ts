/** A finding with one measure, written as rows: for what only looks at a measure and not at how it came about. */
import { tablesOf, type Db, type Measure } from '@heping/db';
import { CAST_AT } from './cast.ts';

export type MeasureSeed = Partial<Measure> & { readonly evaluationId: string };

/** Answers the measure’s id, `measure` unless told otherwise; its finding is `<id>-finding`. */
export async function seedMeasure(
  db: Db,
  { id = 'measure', evaluationId, ...given }: MeasureSeed,
): Promise<string> {
  const t = tablesOf(db);
  const [findingId, submissionId] = [`${id}-finding`, `${id}-plan`];
  await db.insert(t.findings).values({
    ...{ id: findingId, evaluationId, number: 1, indicator: 'A1.2.2', clauses: ['5.2.4'], lost: 5 },
    standard: { zh: '总面积不少于 800 平方米', en: 'at least 800 square metres' },
    actual: { zh: '760 平方米', en: '760 square metres' },
    ...{ severity: 'ordinary', reason: '面积不足', createdAt: CAST_AT },
  });
  await db.insert(t.cases).values({
    ...{ findingId, evaluationId, centreId: 'town-centre', areaId: 'qianyuan', leadBodyId: 'town-body' },
    ...{ indicator: 'A1.2.2', severity: 'ordinary', number: '2026-001', state: 'rectifying' },
    ...{ deliveredAt: CAST_AT, respondBy: '2026-03-09', dueOn: '2026-05-01', firstDueOn: '2026-05-01' },
    updatedAt: CAST_AT,
  });
  await db.insert(t.planSubmissions).values({
    ...{ id: submissionId, evaluationId, revision: 1, canonical: '{}', hash: 'h', state: 'approved' },
    ...{ submittedBy: 'leader', submittedAt: CAST_AT },
  });
  await db.insert(t.measures).values({
    ...{ id, findingId, evaluationId, submissionId, place: id, kind: 'corrective', text: '扩建服务大厅' },
    ...{ ownerId: null, ownerName: '王师傅', dueOn: '2026-05-01', firstDueOn: '2026-05-01' },
    ...{ expected: '照片', state: 'doing', createdAt: CAST_AT },
    ...given,
  });
  return id;
}
