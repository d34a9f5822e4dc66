import { beforeEach, expect, it, vi } from 'vitest';
import {
  closeDrafts,
  draftKey,
  drafters,
  draftsOf,
  dropDraft,
  forgetDrafts,
  linkDrafter,
  linkKeyring,
  openDrafts,
  readDraft,
  writeDraft,
  type Keyring,
} from './drafts.ts';

const DAY = 86_400_000;
/** Stands for a vault: what is sealed is turned round, and opens only at its place. */
const keyring: Keyring = {
  seal: async (bytes, about) => new Uint8Array([about.length, ...bytes].reverse()),
  unseal: async (sealed, about) => {
    const [length, ...bytes] = [...sealed].reverse();
    return length === about.length ? new Uint8Array(bytes) : null;
  },
};
const kept = (key: string) => localStorage.getItem(key);
/** The page goes, and another one comes. */
async function reload(drafter: string, keys: Keyring | null = keyring) {
  closeDrafts();
  await openDrafts(drafter, keys);
}

beforeEach(async () => {
  // As much of the browser's storage as is asked of it: its keys are its own properties.
  const store = Object.create({
    getItem: (key: string) => store[key] ?? null,
    setItem: (key: string, text: string) => void (store[key] = text),
    removeItem: (key: string) => void delete store[key],
  }) as Record<string, string>;
  vi.stubGlobal('localStorage', store);
  closeDrafts();
  await openDrafts('wang', keyring);
});

it('what was typed is there again, for whoever typed it and at its place', async () => {
  const [wang, li] = [draftKey('wang', 'objection:3'), draftKey('li', 'objection:3')];
  writeDraft(wang, { grounds: '漏计二楼会议室' }, 0);
  await expect.poll(() => kept(wang)).toBeTruthy();
  await reload('wang');
  expect([readDraft(wang, DAY), readDraft(li, DAY), readDraft(draftKey('wang', 'objection:4'), DAY)]).toEqual(
    [{ grounds: '漏计二楼会议室' }, null, null],
  );
});

it('[DV1] it lies on the device sealed, and the last thing typed stands', async () => {
  const key = draftKey('wang', 'objection:3');
  writeDraft(key, { grounds: '漏' }, 0);
  writeDraft(key, { grounds: '漏计二楼会议室' }, 1);
  await expect.poll(() => kept(key)).toBeTruthy();
  expect(kept(key)).toMatch(/^sealed:[A-Za-z0-9+/=]+$/);
  await reload('wang');
  expect(readDraft(key, 1)).toEqual({ grounds: '漏计二楼会议室' });
});

it('[DV1] what a version before left in the clear is taken over and sealed', async () => {
  const key = draftKey('li', 'note:1');
  localStorage.setItem(key, JSON.stringify({ at: 0, value: { text: '已下单' } }));
  await openDrafts('li', keyring);
  expect(readDraft(key, DAY)).toEqual({ text: '已下单' });
  expect(kept(key)).toMatch(/^sealed:/);
});

it('[DV8] where nothing can be sealed, what is typed lives as long as the page', async () => {
  closeDrafts();
  const key = draftKey('wang', 'note:1');
  writeDraft(key, { text: '已下单' }, 0);
  expect([readDraft(key, 0), kept(key)]).toEqual([{ text: '已下单' }, null]);
  await reload('wang', null);
  expect(readDraft(key, 0)).toBeNull();
});

it('it goes when it is sent, and by itself after two weeks', async () => {
  const [sent, old] = [draftKey('wang', 'note:1'), draftKey('wang', 'note:2')];
  writeDraft(sent, { text: '已下单' }, 0);
  writeDraft(old, { text: '已下单' }, 0);
  await expect.poll(() => kept(old)).toBeTruthy();
  dropDraft(sent);
  expect([readDraft(sent, 0), readDraft(old, 15 * DAY)]).toEqual([null, null]);
  expect([readDraft(old, 0), kept(old), kept(sent)]).toEqual([null, null, null]);
});

it('[DV4] signing out takes all of a person, and of nobody else', async () => {
  await openDrafts('wangli', keyring);
  writeDraft(draftKey('wang', 'note:1'), 1, 0);
  writeDraft(draftKey('wang', 'note:2'), 2, 0, '/evaluations/e1/findings/f1');
  writeDraft(draftKey('wangli', 'note:1'), 3, 0);
  await expect.poll(() => Object.keys(localStorage).length).toBe(3);
  expect(draftsOf('wang')).toEqual([undefined, '/evaluations/e1/findings/f1']);
  expect(drafters()).toEqual(['wang', 'wangli']);
  forgetDrafts('wang');
  expect([draftsOf('wang'), Object.keys(localStorage)]).toEqual([[], [draftKey('wangli', 'note:1')]]);
});

it('a link has drafts of its own, its address is not in their name, and without it nobody opens them', async () => {
  const token = 'Zr4yP0aXq2';
  const drafter = linkDrafter(token);
  expect(drafter).not.toBe(linkDrafter('Zr4yP0aXq3'));
  const key = draftKey(drafter, 'report');
  expect(key).not.toContain(token);
  await openDrafts(drafter, await linkKeyring(token));
  writeDraft(key, { text: '灯已装好' }, 0);
  await expect.poll(() => kept(key)).toBeTruthy();
  await reload(drafter, await linkKeyring('Zr4yP0aXq3'));
  expect(readDraft(key, 0)).toBeNull();
  await reload(drafter, await linkKeyring(token));
  expect([readDraft(key, 0), drafters()]).toEqual([{ text: '灯已装好' }, []]);
});

it('where storage is closed to the page, nothing is kept and nothing breaks', () => {
  vi.stubGlobal('localStorage', undefined);
  const key = draftKey('wang', 'note:1');
  writeDraft(key, 1, 0);
  expect(readDraft(key, 0)).toBe(1);
  forgetDrafts('wang');
  expect(readDraft(key, 0)).toBeNull();
});
