import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../messages');
const FILES = readdirSync(ROOT);
type Messages = Record<string, unknown>;
const read = (file: string, locale: string) =>
  JSON.parse(readFileSync(join(ROOT, file, `${locale}.json`), 'utf8')) as Messages;
/** `{name}` in a message, wherever it stands. */
const inputsOf = (message: unknown) =>
  [...new Set([...JSON.stringify(message).matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort();

describe('messages', () => {
  it.each(FILES)('%s: the same keys in both languages', (file) => {
    expect(Object.keys(read(file, 'en')).sort()).toEqual(Object.keys(read(file, 'zh')).sort());
  });

  it.each(FILES)('%s: the same inputs in both languages', (file) => {
    const [zh, en] = [read(file, 'zh'), read(file, 'en')];
    const differing = Object.keys(zh).filter(
      (key) => JSON.stringify(inputsOf(zh[key])) !== JSON.stringify(inputsOf(en[key])),
    );
    expect(differing).toEqual([]);
  });

  it('say each thing in one file only', () => {
    const keys = FILES.flatMap((file) => Object.keys(read(file, 'zh')));
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it('are never empty, and never shout', () => {
    const texts = FILES.flatMap((file) =>
      ['zh', 'en'].flatMap((locale) => Object.values(read(file, locale))),
    );
    for (const text of texts) {
      expect(JSON.stringify(text)).not.toMatch(/^"\s*"$/);
      expect(JSON.stringify(text)).not.toMatch(/[!！]"/);
    }
  });
});
