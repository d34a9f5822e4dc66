/** The places of the app that somebody has a use for, in the order of the frame. */
import type { Me } from '@heping/protocol';
import { LOG_KEEPERS } from '@heping/scoring';
import { m } from '#lib/paraglide/messages.js';

interface Place {
  readonly href: string;
  readonly label: string;
}

/** Officers and leaders have a ledger [LG1]; leaders and staff keep a log [AL1]. */
export function placesFor(person: Me | null): readonly Place[] {
  const open = [
    { href: '/rubric', label: m.nav_rubric() },
    { href: '/results', label: m.nav_results() },
  ];
  if (person === null) return open;
  const { bodies, centres, isAdministrator } = person;
  const keepsLog = centres.some(({ role }) => LOG_KEEPERS.includes(role));
  const hasLedger = bodies.length > 0 || centres.some(({ role }) => role === 'director' || role === 'deputy');
  return [
    { href: '/', label: m.nav_work() },
    { href: '/campaigns', label: m.nav_campaigns() },
    { href: '/evaluations', label: m.nav_evaluations() },
    ...(keepsLog ? [{ href: '/activities', label: m.nav_activities() }] : []),
    ...(hasLedger ? [{ href: '/ledger', label: m.nav_ledger() }] : []),
    ...open,
    ...(isAdministrator ? [{ href: '/people', label: m.nav_people() }] : []),
  ];
}
