/** A measure of an approved plan in the demo, whose owner has no account: the way a leader and an officer would go. */
import {
  addMeasure,
  causeOf,
  giveMeasure,
  setMeasure,
  wordsOf,
  writeText,
  type MeasureSheet,
  type RectificationPlan,
} from '@heping/protocol';
import { inDays } from './days.ts';
import { writeIn } from './document.ts';
import type { Person } from './person.ts';

export const MEASURE = { text: '扩建服务大厅，增加座席', owner: '王师傅' } as const;

interface Row {
  readonly id: string;
  readonly phase: string;
}
/** Answers the id of the measure. */
export async function measureInDemo(leader: Person, officer: Person): Promise<string> {
  const { evaluations } = await leader.get<{ evaluations: Row[] }>('/evaluations');
  const delivered = evaluations.find(({ phase }) => phase === 'notice' || phase === 'published');
  if (delivered === undefined) throw new Error('the leader has no delivered evaluation');
  const at = `/evaluations/${delivered.id}`;
  await leader.ask('POST', `${at}/cases/accept-rest`, {});
  const { findings } = await leader.get<RectificationPlan>(`${at}/plan`);
  const numbers = findings.map(({ finding }) => finding);
  await writeIn(leader, { kind: 'plan', evaluation: delivered.id }, (plan) => {
    for (const finding of numbers) {
      writeText(causeOf(plan, finding), '当初设计时未考虑');
      const place = addMeasure(plan, { finding, slot: 'aaaaaa' }, 'corrective');
      giveMeasure(plan, place, { id: null, name: MEASURE.owner });
      setMeasure(plan, place, 'due', inDays(3));
      setMeasure(plan, place, 'expected', '整改前后照片');
      writeText(wordsOf(plan, place), finding === numbers[0] ? MEASURE.text : `整改 ${finding}`);
    }
  });
  const submitted = await leader.post<RectificationPlan>(`${at}/plan/submit`);
  const [{ revision, hash } = { revision: 1, hash: '' }] = submitted.submissions;
  await officer.post(`${at}/plan/approve`, { revision, hash });
  const { measures } = await leader.get<{ measures: MeasureSheet[] }>(`${at}/measures`);
  const measure = measures.find(({ text }) => text === MEASURE.text);
  if (measure === undefined) throw new Error('the plan has no such measure');
  return measure.id;
}
