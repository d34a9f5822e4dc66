/** The pages of an evaluation as tabs, for whoever may see them. */
import type { EvaluationRoom } from '#lib/evaluation/room.svelte.ts';
import { m } from '#lib/paraglide/messages.js';

interface Tab {
  /** Below `/evaluations/<id>`. */
  readonly path: string;
  readonly label: string;
}

/** In the order of the way; `at` is the page one is on. */
export function tabsOf(room: EvaluationRoom, at: string): readonly Tab[] {
  const { evaluation } = room;
  /** Before the reveal the same page says who is ready, and the chair reveals there. */
  const hasTable =
    room.may('consensus.read') || (evaluation.phase === 'scoring' && room.may('progress.read'));
  /** Who writes it, and from the hand-in on who reads it. */
  const hasSelf = room.may('self.write') || evaluation.selfAssessment !== null;
  /** Once somebody has said that theirs is on paper, and for whoever is about to. */
  const hasPaper = at.startsWith('/paper') || evaluation.panel.some(({ paper }) => paper !== null);
  return [
    { path: '', label: m.score_tab_overview(), isShown: true },
    { path: '/self', label: m.self_tab(), isShown: hasSelf },
    { path: '/score', label: m.score_tab_score(), isShown: room.may('record.read') },
    { path: '/record', label: m.record_tab(), isShown: room.may('record.read') },
    { path: '/paper', label: m.paper_heading(), isShown: hasPaper },
    { path: '/deliberation', label: m.score_tab_deliberation(), isShown: hasTable },
    { path: '/sign', label: m.score_tab_sign(), isShown: room.may('sheet.read') },
    { path: '/result', label: m.score_tab_result(), isShown: room.may('result.read') },
    { path: '/findings', label: m.findings_tab(), isShown: room.may('case.read') },
    { path: '/plan', label: m.rectify_plan_tab(), isShown: room.may('plan.read') },
  ].filter(({ isShown }) => isShown);
}
