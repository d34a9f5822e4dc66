import { huzhou } from '@heping/scoring';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import {
  readAgreed,
  readConflict,
  readConflicts,
  readFacts,
  readHow,
  readNote,
  readProgress,
  readReasons,
  readRecusals,
  readScores,
  readSeverities,
  readThread,
} from './read.ts';
import { agree, castScore, noteOf, reasonOf, recordFact, rate, recuseFrom, say, writeText } from './write.ts';

const updatesOf = (doc: Y.Doc, change: () => void): number => {
  let count = 0;
  const listen = () => (count += 1);
  doc.on('update', listen);
  change();
  doc.off('update', listen);
  return count;
};

describe('WR write verbs', () => {
  test('[WR1] a verb is one transaction', () => {
    const doc = new Y.Doc();
    expect(updatesOf(doc, () => castScore(doc, 'A1.1.1', 20))).toBe(1);
    expect(updatesOf(doc, () => recuseFrom(doc, 'A1.1.1', '熟人'))).toBe(1);
    expect(updatesOf(doc, () => writeText(reasonOf(doc, 'A1.1.1'), '面积不足'))).toBe(1);
    expect(updatesOf(doc, () => say(doc, 'A1.1.1', { id: 'm', by: 'alice', at: 1, text: '看' }))).toBe(1);
  });

  test('[RD4] a severity is read as it was said; nothing known is none', () => {
    const doc = new Y.Doc();
    rate(doc, 'A1.1.1', 'suggestion');
    doc.getMap('severity').set('A1.1.2', 'worst');
    expect(readSeverities(doc, huzhou)).toMatchObject({ 'A1.1.1': 'suggestion', 'A1.1.2': null });
    rate(doc, 'A1.1.1', null);
    expect(readSeverities(doc, huzhou)['A1.1.1']).toBeNull();
  });

  test('[LA8] what no text may hold is left out before it is written', () => {
    const doc = new Y.Doc();
    writeText(reasonOf(doc, 'A1.1.1'), '面积\u0000不足\u000b\r\n见附件');
    say(doc, 'A1.1.1', { id: 'm', by: 'alice', at: 1, text: '看\u0007' });
    recordFact(doc, 'floor-area.how', '\ufffe实测');
    expect([
      reasonOf(doc, 'A1.1.1').toString(),
      readThread(doc, 'A1.1.1')[0]?.text,
      doc.getMap('facts').get('floor-area.how'),
    ]).toEqual(['面积不足\n见附件', '看', '实测']);
  });

  test('[WR2] a text becomes the next one, whatever both are', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 30 });
    fc.assert(
      fc.property(text, text, (now, next) => {
        const doc = new Y.Doc();
        const one = doc.getText('reason:A1.1.1');
        one.insert(0, now);
        writeText(one, next);
        expect(one.toString()).toBe(next);
        const replica = new Y.Doc();
        Y.applyUpdate(replica, Y.encodeStateAsUpdate(doc));
        expect(replica.getText('reason:A1.1.1').toString()).toBe(next);
      }),
    );
  });

  test('[WR2] two emoji that share a half are replaced whole', () => {
    const doc = new Y.Doc();
    const text = doc.getText('reason:A1.1.1');
    text.insert(0, 'a😀b');
    writeText(text, 'a😁b');
    expect(text.toString()).toBe('a😁b');
    const other = doc.getText('reason:A1.1.2');
    other.insert(0, '\u{1f600}');
    writeText(other, '\u{1fa00}');
    expect(other.toString()).toBe('\u{1fa00}');
  });

  test('[WR2] what others wrote beside the splice stays', () => {
    const [one, two] = [new Y.Doc(), new Y.Doc()];
    one.getText('reason:A1.1.1').insert(0, '面积不足，人员不足');
    Y.applyUpdate(two, Y.encodeStateAsUpdate(one));
    writeText(one.getText('reason:A1.1.1'), '面积够了，人员不足');
    writeText(two.getText('reason:A1.1.1'), '面积不足，人员不足，整改');
    Y.applyUpdate(one, Y.encodeStateAsUpdate(two));
    expect(one.getText('reason:A1.1.1').toString()).toBe('面积够了，人员不足，整改');
  });

  test('[WR3] writing where a conflict is marked settles it, in the same change', () => {
    const doc = new Y.Doc();
    const conflict = {
      values: [
        { value: 20, by: 'alice' },
        { value: 15, by: 'bo' },
      ],
    };
    doc.getMap('conflicts').set('agreed:A1.1.1', conflict);
    expect(readConflict(doc, 'agreed', 'A1.1.1')).toEqual(conflict);
    expect(readConflicts(doc)).toEqual({ 'agreed:A1.1.1': conflict });
    expect(updatesOf(doc, () => agree(doc, 'A1.1.1', 20))).toBe(1);
    expect(readConflicts(doc)).toEqual({});
    agree(doc, 'A1.1.2', 5);
    expect(doc.getMap('conflicts').has('agreed:A1.1.2')).toBe(false);
  });
});

describe('RD read verbs', () => {
  test('[RD1] what was written is read, and empty is never zero', () => {
    const doc = new Y.Doc();
    castScore(doc, 'A1.1.1', 0);
    castScore(doc, 'A1.1.2', 5);
    castScore(doc, 'A1.1.2', null);
    recuseFrom(doc, 'A1.2.1', '熟人');
    recuseFrom(doc, 'A1.2.2', '');
    expect([
      readScores(doc, huzhou)['A1.1.1'],
      readScores(doc, huzhou)['A1.1.2'],
      readScores(doc, huzhou)['A2.1.1'],
    ]).toEqual([0, null, null]);
    expect([readRecusals(doc, huzhou)['A1.2.1'], readRecusals(doc, huzhou)['A1.2.2']]).toEqual([
      '熟人',
      null,
    ]);
    expect(readProgress(doc, huzhou)).toEqual({ scored: 2, total: 40 });
    agree(doc, 'A1.1.1', 15);
    expect(readAgreed(doc, huzhou)['A1.1.1']).toBe(15);
  });

  test('[RD2] facts by requirement; a checklist with nothing answered is not recorded', () => {
    const doc = new Y.Doc();
    const factsOf = () => readFacts(doc, huzhou, 'township');
    const checklist = huzhou.requirements.find(
      ({ kind, thresholds }) => kind === 'checklist' && thresholds.some(({ tier }) => tier === 'township'),
    );
    const item = checklist?.thresholds.find(({ tier }) => tier === 'township')?.items?.[0];
    expect(factsOf()[checklist?.code ?? '']?.value).toBeNull();
    recordFact(doc, 'study', 4);
    recordFact(doc, 'study.how', '会议记录');
    recordFact(doc, 'topics.na', '本年度无课题');
    recordFact(doc, `${checklist?.code}.${item?.code}`, false);
    expect(factsOf()['study']).toEqual({ value: 4, notApplicable: null });
    expect(factsOf()['topics']).toEqual({ value: null, notApplicable: '本年度无课题' });
    expect((factsOf()[checklist?.code ?? '']?.value as Record<string, unknown>)[item?.code ?? '']).toBe(
      false,
    );
    expect(readHow(doc, huzhou, 'township')['study']).toBe('会议记录');
  });

  test('[RD3] reasons trimmed, threads in order, notes as lines', () => {
    const doc = new Y.Doc();
    reasonOf(doc, 'A1.1.1').insert(0, ' 面积不足 ');
    for (const id of ['m1', 'm2']) say(doc, 'A1.1.1', { id, by: 'alice', at: 1, text: id });
    const paragraph = (text: string) => {
      const node = new Y.XmlElement('paragraph');
      node.insert(0, [new Y.XmlText(text)]);
      return node;
    };
    const list = new Y.XmlElement('bulletList');
    const entry = new Y.XmlElement('listItem');
    entry.insert(0, [paragraph('二')]);
    list.insert(0, [entry]);
    noteOf(doc, 'A1.1.1').insert(0, [paragraph('一'), list]);
    expect(readReasons(doc, huzhou)['A1.1.1']).toBe('面积不足');
    expect(readThread(doc, 'A1.1.1').map(({ id }) => id)).toEqual(['m1', 'm2']);
    expect(
      readNote(doc, 'A1.1.1')
        .split('\n')
        .filter((line) => line !== ''),
    ).toEqual(['一', '二']);
  });
});
