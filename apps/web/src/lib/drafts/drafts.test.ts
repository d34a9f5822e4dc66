import { beforeEach, expect, it, vi } from 'vitest';
import { draftKey, dropDraft, forgetDrafts, linkDrafter, readDraft, writeDraft } from './drafts.ts';

const DAY = 86_400_000;

beforeEach(() => {
  // As much of the browser's storage as is asked of it: its keys are its own properties.
  const store = Object.create({
    getItem: (key: string) => store[key] ?? null,
    setItem: (key: string, text: string) => void (store[key] = text),
    removeItem: (key: string) => void delete store[key],
  }) as Record<string, string>;
  vi.stubGlobal('localStorage', store);
});

it('what was typed is there again, for whoever typed it and at its place', () => {
  const [wang, li] = [draftKey('wang', 'objection:3'), draftKey('li', 'objection:3')];
  writeDraft(wang, { grounds: '漏计二楼会议室' }, 0);
  expect([readDraft(wang, DAY), readDraft(li, DAY), readDraft(draftKey('wang', 'objection:4'), DAY)]).toEqual(
    [{ grounds: '漏计二楼会议室' }, null, null],
  );
});

it('it goes when it is sent, and by itself after two weeks', () => {
  const [sent, old] = [draftKey('wang', 'note:1'), draftKey('wang', 'note:2')];
  writeDraft(sent, { text: '已下单' }, 0);
  writeDraft(old, { text: '已下单' }, 0);
  dropDraft(sent);
  expect([readDraft(sent, 0), readDraft(old, 15 * DAY)]).toEqual([null, null]);
  expect(readDraft(old, 0)).toBeNull();
});

it('signing out takes all of a person, and of nobody else', () => {
  writeDraft(draftKey('wang', 'note:1'), 1, 0);
  writeDraft(draftKey('wang', 'note:2'), 2, 0);
  writeDraft(draftKey('wangli', 'note:1'), 3, 0);
  forgetDrafts('wang');
  expect(Object.keys(localStorage)).toEqual([draftKey('wangli', 'note:1')]);
});

it('a link has drafts of its own, and its address is not in their name', () => {
  const token = 'Zr4yP0aXq2';
  expect(linkDrafter(token)).not.toBe(linkDrafter('Zr4yP0aXq3'));
  expect(draftKey(linkDrafter(token), 'report')).not.toContain(token);
});

it('where storage is closed to the page, nothing is kept and nothing breaks', () => {
  vi.stubGlobal('localStorage', undefined);
  writeDraft(draftKey('wang', 'note:1'), 1, 0);
  expect(readDraft(draftKey('wang', 'note:1'), 0)).toBeNull();
});
