/** What Socket.IO carries: hints only. The receiver asks again over HTTP; nothing to be remembered travels here. [NO1] */
import type { IndicatorCode } from '@heping/scoring';

/** Where on the page of an evaluation a summons leads. [NO6] */
export const SUMMONS_VIEWS = ['score', 'deliberation'] as const;
export type SummonsView = (typeof SUMMONS_VIEWS)[number];

/** Server to browser. */
export interface NoticesToBrowser {
  /** Something of this evaluation changed; ask again. `seq` grows. */
  'evaluation:changed': (notice: { readonly evaluation: string; readonly seq: number }) => void;
  /** The chair asks everyone to come to this indicator; without `view` to where the reader sees it. [NO6] */
  'evaluation:summons': (notice: {
    readonly evaluation: string;
    readonly indicator: IndicatorCode;
    readonly by: string;
    readonly name: string;
    readonly view?: SummonsView;
  }) => void;
  /** The centre's activity log changed, which this evaluation counts. [AL14] */
  'log:changed': (notice: { readonly evaluation: string }) => void;
  /** Something in the lists of this person changed (a new evaluation, a decision). */
  'work:changed': () => void;
  /** This person was told something, or has read it elsewhere; ask for how much is unread. [NT4] */
  'notifications:changed': () => void;
  /** Findings of these evaluations, all in the reader's ledger, changed; at most once a second. [LG10] */
  'ledger:changed': (notice: { readonly evaluations: readonly string[] }) => void;
  /** The session is over: sign in again, local work is kept. */
  'session:ended': () => void;
}

/** Browser to server. The answer is false when the evaluation is not there or not for this person. */
export interface NoticesToServer {
  'evaluation:watch': (evaluation: string, answer: (ok: boolean) => void) => void;
  'evaluation:unwatch': (evaluation: string) => void;
  /** Whoever has a ledger hears of changes in it. */
  'ledger:watch': (answer: (ok: boolean) => void) => void;
  'ledger:unwatch': () => void;
}
