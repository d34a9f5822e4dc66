import type { NoticeDocument } from '@heping/protocol';
import { describe, expect, it } from 'vitest';
import type { Written } from './docx-thread.ts';
import { NoticePress } from './press.ts';

const WORDS: NoticeDocument = {
  ...{ title: '问题整改通知单', number: '1号', addressee: '中心：', lead: '', heads: [], rows: [] },
  ...{ provisional: null, contact: '' },
  demands: { title: '', items: [], counted: '' },
  signature: { bodies: [], day: '' },
  receipt: { title: '', text: '', lines: [] },
};
const written = (number: string): Written => ({ words: { ...WORDS, number }, locale: 'zh' });

/** A press that writes a notice when it is told to. */
function press() {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const made = new NoticePress(({ words: { number } }) => {
    begun.push(number);
    return new Promise((resolve) => ends.push(() => resolve(Buffer.from(number))));
  });
  return { begun, made, end: () => ends.shift()?.() };
}

describe('[NF7] the press of notices', () => {
  it('writes the same words once, however many ask, and corrected ones anew', async () => {
    const { begun, made, end } = press();
    const all = ['officer', 'leader', 'bo'].map((who) => made.print(who, written('1号')));
    await expect.poll(() => begun).toEqual(['1号']);
    end();
    expect((await Promise.all(all)).map(String)).toEqual(['1号', '1号', '1号']);
    await made.print('eve', written('1号'));
    const corrected = made.print('eve', written('2号'));
    await expect.poll(() => begun).toEqual(['1号', '2号']);
    end();
    expect(String(await corrected)).toBe('2号');
  });

  it('writes one at a time, each person in turn, and tells who asks for too many', async () => {
    const { begun, made, end } = press();
    const all = ['1', '2', '3'].map((number) => made.print('officer', written(number)));
    await expect(made.print('officer', written('4'))).rejects.toMatchObject({ code: 'SLOW_DOWN' });
    all.push(made.print('leader', written('5')));
    for (const number of ['1', '5', '2', '3']) {
      await expect.poll(() => begun.at(-1)).toBe(number);
      end();
    }
    await Promise.all(all);
  });

  it('stops when nobody waits any more', async () => {
    const left = new AbortController();
    const printing = new NoticePress().print('officer', written('1号'), left.signal);
    left.abort(new Error('left'));
    await expect(printing).rejects.toThrow('left');
  });
});
