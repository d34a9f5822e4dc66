/** What does not hold of a sheet, in words. */
import type { SheetFault } from '@heping/protocol';
import { m } from '#lib/paraglide/messages.js';
import type { Word } from '#lib/words.ts';

export const FAULT_WORDS: Readonly<Record<SheetFault, Word>> = {
  content: m.decide_fault_content,
  chain: m.decide_fault_chain,
  signatures: m.decide_fault_signatures,
  seal: m.decide_fault_seal,
  audit: m.decide_fault_audit,
  missing: m.decide_fault_missing,
  phase: m.decide_fault_phase,
  decision: m.decide_fault_decision,
  plan: m.decide_fault_plan,
  seats: m.decide_fault_seats,
  exceptions: m.decide_fault_exceptions,
  returns: m.decide_fault_returns,
  suggestions: m.decide_fault_suggestions,
  objections: m.findings_fault_objections,
  findings: m.decide_fault_findings,
  ballots: m.decide_fault_ballots,
  rubric: m.decide_rubric_since,
};
