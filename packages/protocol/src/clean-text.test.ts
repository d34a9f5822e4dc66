import { describe, expect, test } from 'vitest';
import { cleanText, isCleanText } from './clean-text.ts';

describe('LA8 clean text', () => {
  test('[LA8] holds any script, whole pairs, line feeds and tabs', () => {
    for (const text of ['', '现场查看\n\t二〇二六', 'é', '😀👩‍👩‍👧', '\u007f\ufeff\ufffd\u2028'])
      expect([text, isCleanText(text)]).toEqual([text, true]);
  });

  test('[LA8] holds no control characters, no half of a pair, no U+FFFE or U+FFFF', () => {
    const controls = Array.from({ length: 32 }, (_, code) => String.fromCharCode(code));
    const unclean = controls.filter((one) => one !== '\n' && one !== '\t');
    for (const bad of [...unclean, '\ud83d', '\ude00', '\ude00\ud83d', '\ufffe', '\uffff'])
      for (const text of [bad, `一${bad}二`, `${bad}😀`, `😀${bad}`])
        expect([JSON.stringify(text), isCleanText(text)]).toEqual([JSON.stringify(text), false]);
  });

  test('[LA8] holds nothing that turns the reading round, and no tag characters; joiners and marks stay', () => {
    for (const bad of ['\u202a', '\u202e', '\u2066', '\u2069', '\u{e0001}', '\u{e0041}', '\u{e007f}']) {
      expect([JSON.stringify(bad), isCleanText(`一${bad}二`)]).toEqual([JSON.stringify(bad), false]);
      expect(cleanText(`一${bad}二`)).toBe('一二');
    }
    for (const good of ['👩‍👩‍👧', 'می\u200cخواهم', '\u200e1\u200f', '\u{e0100}'])
      expect([JSON.stringify(good), isCleanText(good)]).toEqual([JSON.stringify(good), true]);
  });

  test('[LA8] what is pasted is cleaned: line ends are one, the rest stays', () => {
    expect(cleanText('一\r\n二\r三\u000b四\u0000\ud83d五😀')).toBe('一\n二\n三四五😀');
    expect(cleanText('\ud83d\u0000\ude00')).toBe('');
  });
});
