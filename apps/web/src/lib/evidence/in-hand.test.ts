import { afterEach, expect, it, vi } from 'vitest';
import { inHand, type Chosen, type NotBrought } from './in-hand.svelte.ts';

const chosen = (person: string, name: string): Chosen => ({
  ...{ person, name, evaluation: 'deqing', source: new Blob([name]) },
});
const unkept = (person: string, name: string): NotBrought => ({
  ...{ ...chosen(person, name), why: 'full', isUnkept: true },
});
const asksBeforeClosing = () => {
  const event = { preventDefault: vi.fn() };
  inHand.guard(event as unknown as BeforeUnloadEvent);
  return event.preventDefault.mock.calls.length > 0;
};
afterEach(() => {
  for (const person of ['wang', 'chen']) inHand.forget(person);
});

it('[DQ1] what one person has in hand stays when another is forgotten', () => {
  const [one, other] = [unkept('wang', 'a.jpg'), unkept('chen', 'b.jpg')];
  const making = chosen('wang', 'c.jpg');
  inHand.hold(one);
  inHand.hold(other);
  inHand.take([making]);
  inHand.forget('chen');
  expect([inHand.unkeptOf('wang'), inHand.unkeptOf('chen'), inHand.has(making)]).toEqual([[one], [], true]);
});

it('[DQ1] closing asks while a file is made ready and while one could not be kept; not for what was refused for what it is', () => {
  const making = chosen('wang', 'a.jpg');
  inHand.hold({ ...unkept('wang', 'note.txt'), isUnkept: false });
  expect(asksBeforeClosing()).toBe(false);
  inHand.take([making]);
  expect(asksBeforeClosing()).toBe(true);
  inHand.putDown(making);
  expect(asksBeforeClosing()).toBe(false);
  const full = unkept('wang', 'a.jpg');
  inHand.hold(full);
  expect(asksBeforeClosing()).toBe(true);
  inHand.seen(full);
  expect(asksBeforeClosing()).toBe(false);
});

it('whoever waits is answered when the last file is put down, or given up', async () => {
  const [one, other] = [chosen('wang', 'a.jpg'), chosen('wang', 'b.jpg')];
  const answered = vi.fn();
  inHand.take([one, other]);
  const ready = inHand.ready().then(answered);
  inHand.putDown(one);
  await Promise.resolve();
  expect(answered).not.toHaveBeenCalled();
  inHand.forget('wang');
  await ready;
  expect(inHand.has(other)).toBe(false);
  await inHand.ready();
});
