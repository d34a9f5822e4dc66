/** Who may do what, when: one table, one lookup, refused by default. [PO1–PO16] */
import type { FindingAct } from './finding-states.ts';
import { TRANSITIONS, WAY } from './phases.ts';
import type { Phase } from './types.ts';
import { PHASES } from './types.ts';

/** What a person is to one evaluation. */
export const ROLES = ['chair', 'panelist', 'officer', 'leader', 'administrator', 'public'] as const;
export type Role = (typeof ROLES)[number];

export const ACTIONS = [
  'evaluation.see',
  'panel.change',
  'scoring.open',
  'evaluation.cancel',
  'recuse',
  'ballot.write',
  'ballot.read-own',
  'ballots.read',
  'record.write',
  'record.read',
  'evidence.add',
  'evidence.read',
  'consensus.write',
  'consensus.read',
  'exception.grant',
  'reveal',
  'summon',
  'adopt',
  'lock',
  'unlock',
  'sign',
  'acknowledge',
  'witness',
  'scan.keep',
  'signing.close',
  'sheet.read',
  'approve',
  'send-back',
  'deliver',
  'publish',
  'result.read',
  'progress.read',
  'audit.read',
  'finding.suggest',
  'case.read',
  'case.respond',
  'case.submit',
  'case.accept',
  'case.look-back',
  'case.handle',
  'objection.decide',
  'findings.issue',
  'plan.read',
  'plan.write',
  'plan.submit',
  'plan.decide',
  'measure.report',
  'measure.verify',
  'measure.link',
  'file.add',
  'activities.read',
  'self.write',
  'self.hand-in',
  'self.read',
  'previous.read',
  'blank.print',
  'paper.check',
] as const;
export type Action = (typeof ACTIONS)[number];

const from = (first: Phase): readonly Phase[] => WAY.slice(WAY.indexOf(first));
const ALWAYS = PHASES;
const PUBLIC = from('published');
const DELIVERED = from('notice');
const PUTTING_RIGHT: readonly Phase[] = ['notice', 'published', 'rectifying'];
const SIGNED: readonly Phase[] = ['signing', 'preliminary'];
const RECORD_KEPT: readonly Phase[] = [...from('scoring'), 'cancelled'];
const BEFORE_DELIVERY: readonly Phase[] = ['scoring', 'deliberation', 'signing', 'preliminary'];

/** Action → role → phases. What is not in it may not be done. [PO1–PO16] */
export const PERMISSIONS: Readonly<Record<Action, Readonly<Partial<Record<Role, readonly Phase[]>>>>> = {
  'evaluation.see': {
    panelist: ALWAYS,
    officer: ALWAYS,
    leader: ALWAYS,
    administrator: ALWAYS,
    public: PUBLIC,
  },
  'panel.change': { officer: ['planned', 'scoring', 'deliberation'] },
  'scoring.open': { chair: TRANSITIONS['scoring.open'].from, officer: TRANSITIONS['scoring.open'].from },
  'evaluation.cancel': { officer: TRANSITIONS['evaluation.cancel'].from },
  recuse: { panelist: ['planned', 'scoring', 'deliberation'] },
  'ballot.write': { panelist: ['scoring'] },
  'ballot.read-own': { panelist: RECORD_KEPT },
  // Blind means blind: a cancelled evaluation was perhaps never revealed, so its ballots stay closed. [PO3]
  'ballots.read': { panelist: from('deliberation'), officer: from('deliberation') },
  'record.write': { panelist: ['scoring', 'deliberation'] },
  'record.read': { panelist: RECORD_KEPT, officer: RECORD_KEPT },
  // What the record names may still be on its way from a device when the sheet is locked. [PO13]
  'evidence.add': { panelist: BEFORE_DELIVERY },
  'evidence.read': { panelist: RECORD_KEPT, officer: RECORD_KEPT, leader: from('signing') },
  'consensus.write': { panelist: ['deliberation'] },
  'consensus.read': { panelist: from('deliberation'), officer: from('deliberation') },
  'exception.grant': { chair: ['scoring', 'deliberation'] },
  reveal: { chair: TRANSITIONS.reveal.from },
  summon: { chair: ['deliberation'] },
  adopt: { chair: ['deliberation'] },
  lock: { chair: TRANSITIONS.lock.from },
  unlock: { chair: TRANSITIONS.unlock.from },
  sign: { panelist: ['signing'] },
  acknowledge: { leader: SIGNED },
  // The centre's leader draws at the panel's tablet; the word is kept as witnessed. [PO15]
  witness: { panelist: SIGNED },
  'scan.keep': { chair: SIGNED, officer: [...SIGNED, 'notice'] },
  'signing.close': { chair: TRANSITIONS['signing.close'].from },
  // Unlocked or sent back, the panel still reads what it signed before. [PO7]
  'sheet.read': { panelist: from('deliberation'), officer: from('deliberation'), leader: from('signing') },
  approve: { officer: TRANSITIONS.approve.from },
  'send-back': { officer: TRANSITIONS['send-back'].from },
  deliver: { officer: TRANSITIONS.deliver.from },
  publish: { officer: TRANSITIONS.publish.from },
  'result.read': {
    panelist: from('preliminary'),
    officer: from('preliminary'),
    leader: from('notice'),
    administrator: PUBLIC,
    public: PUBLIC,
  },
  'progress.read': { panelist: ALWAYS, officer: ALWAYS },
  'audit.read': { panelist: ALWAYS, officer: ALWAYS, administrator: ALWAYS },
  // Beside its deductions, before they are delivered (4.4.1, 4.4.2, 4.4.5, 4.5.1, 7.5.2).
  'finding.suggest': { panelist: ['deliberation', 'signing', 'preliminary'] },
  'case.read': { panelist: DELIVERED, officer: DELIVERED, leader: DELIVERED },
  // A centre may begin at delivery. [PO8]
  'case.respond': { leader: PUTTING_RIGHT },
  'case.submit': { leader: PUTTING_RIGHT },
  'case.accept': { officer: PUTTING_RIGHT },
  'case.look-back': { officer: DELIVERED },
  // 承办、延期、催办、备注: the committee's own acts on its ledger.
  'case.handle': { officer: DELIVERED },
  'objection.decide': { officer: PUTTING_RIGHT },
  'findings.issue': { officer: DELIVERED },
  'plan.read': { panelist: DELIVERED, officer: DELIVERED, leader: DELIVERED },
  'plan.write': { officer: PUTTING_RIGHT, leader: PUTTING_RIGHT },
  'plan.submit': { leader: PUTTING_RIGHT },
  'plan.decide': { officer: PUTTING_RIGHT },
  // Who owns one measure reaches that measure by it, and nothing else. [PO9]
  'measure.report': { leader: PUTTING_RIGHT },
  'measure.verify': { officer: PUTTING_RIGHT },
  // A link for an owner without an account.
  'measure.link': { officer: PUTTING_RIGHT, leader: PUTTING_RIGHT },
  // Kept before it proves anything; a look-back may come when all is closed, a scan of the signed paper before delivery.
  'file.add': { chair: SIGNED, panelist: DELIVERED, officer: from('signing'), leader: DELIVERED },
  // Of the centre's log what lies in the campaign's period; whose log it is besides stands with the log. [PO10]
  'activities.read': { panelist: WAY, officer: ALWAYS, leader: ALWAYS },
  // 自评: what the leaders are writing is theirs; what they handed in is read beside, and never changes after planning. [PO11]
  'self.write': { leader: ['planned'] },
  'self.hand-in': { leader: ['planned'] },
  'self.read': { panelist: WAY, officer: ALWAYS, leader: ALWAYS },
  // What was delivered at the same centre before. [PO12]
  'previous.read': { panelist: WAY, officer: ALWAYS, leader: ALWAYS },
  // Empty forms hold nothing; they are for whoever goes there and whoever sends them. [PO14]
  'blank.print': { panelist: ['planned', 'scoring'], officer: ['planned', 'scoring'] },
  // Typing a second time what a panelist wrote on paper: never another of the panel, who would know it. [PO16]
  'paper.check': { officer: ['scoring'] },
};

/** What somebody has to be permitted for each act on a finding; null for what nobody presses. [PO8] */
export const FINDING_PERMISSIONS: Readonly<Record<FindingAct, Action | null>> = {
  accept: 'case.respond',
  object: 'case.respond',
  'withdraw-objection': 'case.respond',
  uphold: 'objection.decide',
  reduce: 'objection.decide',
  grant: 'objection.decide',
  lapse: null,
  'approve-plan': 'plan.decide',
  submit: 'case.submit',
  recall: 'case.submit',
  return: 'case.accept',
  close: 'case.accept',
  'look-back': 'case.look-back',
};

/** The chair is one of the panelists. [PO2] */
const ALSO: Readonly<Partial<Record<Role, Role>>> = { chair: 'panelist' };

/** Whether somebody with these roles may do this now. [PO1] */
export function may(roles: readonly Role[], action: Action, phase: Phase): boolean {
  return roles
    .flatMap((role) => [role, ALSO[role] ?? role])
    .some((role) => PERMISSIONS[action][role]?.includes(phase) ?? false);
}
