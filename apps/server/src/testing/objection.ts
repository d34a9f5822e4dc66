/** A delivered result whose findings are answered and objected to, over HTTP. */
import type { Cases, CaseRow } from '@heping/protocol';
import type { Answer, Caller } from './app.ts';
import { as } from './app.ts';
import { CAST_PASSWORD } from './cast.ts';
import { openOfficeWithoutNotice, type Office } from './desk.ts';
import { walkTo } from './walk.ts';

/** A1.1.1 loses 1 of its points, A1.1.2 all of them. */
export const LOSSES = { 'A1.1.1': 10, 'A1.1.2': 0, 'A1.3.1': 10 };

export interface Delivered {
  readonly office: Office;
  readonly id: string;
  call(person: string): Promise<Caller>;
  cases(person?: string): Promise<CaseRow[]>;
  /** The case of an indicator. */
  caseAt(indicator: string, person?: string): Promise<CaseRow>;
  act(person: string, indicator: string, verb: string, body?: object): Promise<Answer>;
  object(indicator: string, grounds?: string): Promise<Answer>;
  propose(indicator: string, terms: object, person?: string): Promise<Answer>;
  agree(indicator: string, person?: string): Promise<Answer>;
}

export async function openDelivered(): Promise<Delivered> {
  const { office, id } = await openOfficeWithoutNotice();
  await walkTo(office.desk, id, 'notice', { scores: LOSSES });
  // A session of its own each time: the clock may have gone past the last.
  const call = (person: string): Promise<Caller> => as(office.app, person);
  const cases = async (person = 'officer') => {
    const { body } = await (await call(person)).get(`/evaluations/${id}/cases`);
    return (body as Cases).cases;
  };
  const caseAt = async (indicator: string, person?: string) => {
    const found = (await cases(person)).find(({ finding }) => finding.indicator === indicator);
    if (found === undefined) throw new Error(`no finding at ${indicator}`);
    return found;
  };
  const act = async (person: string, indicator: string, verb: string, body: object = {}) => {
    const { finding } = await caseAt(indicator);
    // What is done one after the other happens one after the other.
    office.clock.now += 1000;
    return (await call(person)).post(`/evaluations/${id}/cases/${finding.id}/${verb}`, body);
  };
  return {
    ...{ office, id, call, cases, caseAt, act },
    object: (indicator, grounds = '现场有佐证') => act('leader', indicator, 'object', { grounds }),
    propose: (indicator, terms, person = 'officer') =>
      act(person, indicator, 'propose', { password: CAST_PASSWORD, reason: '经核实', ...terms }),
    async agree(indicator, person = 'approver') {
      const [objection] = (await caseAt(indicator, person)).objections;
      const { round = 0, hash = null } = objection ?? {};
      return act(person, indicator, 'agree', { password: CAST_PASSWORD, round, hash });
    },
  };
}
