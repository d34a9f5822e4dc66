/** Where the chair's summons to an indicator leads. Pure. */
import type { NoticesToBrowser } from '@heping/protocol';

export type Summons = Parameters<NoticesToBrowser['evaluation:summons']>[0];

interface Reader {
  /** The address of the evaluation, `/evaluations/<id>`. */
  readonly base: string;
  readonly here: { readonly pathname: string; readonly searchParams: { get(name: string): string | null } };
  /** Once the consensus can be read, the panel sits at its table. */
  readonly mayReadConsensus: boolean;
}

/** To the page the summons names, else to where the panel works now; whoever is there already keeps their view of it. */
export function summonsHref({ indicator, view }: Summons, { base, here, mayReadConsensus }: Reader): string {
  const wanted = view ?? (mayReadConsensus ? 'deliberation' : 'score');
  const path = `${base}/${wanted === 'deliberation' && !mayReadConsensus ? 'score' : wanted}`;
  const search = new URLSearchParams({ at: indicator });
  const kept = here.pathname === path ? here.searchParams.get('view') : null;
  if (kept !== null) search.set('view', kept);
  return `${path}?${search.toString()}`;
}
