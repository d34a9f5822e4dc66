/** The write verbs: the only way a page or the server changes a document. One transaction each. [WR1] */
import type { IndicatorCode, Severity, Tenths } from '@heping/scoring';
import type * as Y from 'yjs';
import { cleanText } from './clean-text.ts';
import { rootName, type ThreadMessage } from './layout.ts';
import { setValue, type Value } from './set-value.ts';

/** Scores an indicator on one's own ballot; null clears it (empty is never zero). Ballot. [WR1] */
export const castScore = (ballot: Y.Doc, indicator: IndicatorCode, score: Tenths | null): void =>
  setValue(ballot, 'scores', indicator, score);

/** Recuses from one indicator with a reason; null takes it back. Ballot. */
export const recuseFrom = (ballot: Y.Doc, indicator: IndicatorCode, reason: string | null): void =>
  setValue(ballot, 'recusals', indicator, reason);

/** Scores an indicator of the self-assessment; null clears it. Self. */
export const claim = (self: Y.Doc, indicator: IndicatorCode, score: Tenths | null): void =>
  setValue(self, 'claimed', indicator, score);

/** Records a fact under a key of `factKeysOf`; null clears it. Record. */
export const recordFact = (record: Y.Doc, key: string, value: Value): void =>
  setValue(record, 'facts', key, value);

/** Sets the panel's agreed score; null clears it. Consensus. */
export const agree = (consensus: Y.Doc, indicator: IndicatorCode, score: Tenths | null): void =>
  setValue(consensus, 'agreed', indicator, score);

/** Says how severe a deduction is; null leaves it to the points lost. Consensus. [TO4] */
export const rate = (consensus: Y.Doc, indicator: IndicatorCode, severity: Severity | null): void =>
  setValue(consensus, 'severity', indicator, severity);

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

/**
 * Replaces a plain text by the smallest splice, so that others' carets and edits beside it stay. What no text may hold
 * is left out. [WR2, LA8]
 */
export function writeText(text: Y.Text, wanted: string): void {
  const next = cleanText(wanted);
  const now = text.toString();
  if (now === next) return;
  let head = 0;
  while (head < now.length && head < next.length && now[head] === next[head]) head += 1;
  // Two emoji may share a half: the splice begins and ends between whole characters. [WR2]
  if (head > 0 && isHighSurrogate(now.charCodeAt(head - 1))) head -= 1;
  let tail = 0;
  while (
    tail < now.length - head &&
    tail < next.length - head &&
    now[now.length - 1 - tail] === next[next.length - 1 - tail]
  )
    tail += 1;
  if (tail > 0 && isLowSurrogate(now.charCodeAt(now.length - tail))) tail -= 1;
  const write = () => {
    text.delete(head, now.length - head - tail);
    text.insert(head, next.slice(head, next.length - tail));
  };
  if (text.doc) text.doc.transact(write, 'local');
  else write();
}

/** The remark of one's own ballot. */
export const remarkOf = (ballot: Y.Doc, indicator: IndicatorCode): Y.Text =>
  ballot.getText(rootName('remark', indicator));
/** The reason of an agreed score. */
export const reasonOf = (consensus: Y.Doc, indicator: IndicatorCode): Y.Text =>
  consensus.getText(rootName('reason', indicator));
/** What the centre says of itself. */
export const statementOf = (self: Y.Doc, indicator: IndicatorCode): Y.Text =>
  self.getText(rootName('statement', indicator));
/** The evidence note, rich text. */
export const noteOf = (record: Y.Doc, indicator: IndicatorCode): Y.XmlFragment =>
  record.getXmlFragment(rootName('note', indicator));
/** The panel's thread on an indicator. */
export const threadOf = (consensus: Y.Doc, indicator: IndicatorCode): Y.Array<ThreadMessage> =>
  consensus.getArray<ThreadMessage>(rootName('thread', indicator));

/** Appends to a thread. [LA7] */
export const say = (consensus: Y.Doc, indicator: IndicatorCode, message: ThreadMessage): void =>
  consensus.transact(
    () => threadOf(consensus, indicator).push([{ ...message, text: cleanText(message.text) }]),
    'local',
  );
