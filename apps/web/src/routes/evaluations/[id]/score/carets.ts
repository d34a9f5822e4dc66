/**
 * The carets of the others in a note: a bar in their colour, and their name for a moment whenever it moves or is pointed
 * at. A name that stayed would cover the line above.
 */
import type { Awareness } from 'y-protocols/awareness';

/** How long a name stays after the caret moved, ms. */
const NAMED_FOR = 2_000;
const NAMED = 'isNamed';

export interface CaretOwner {
  readonly id?: string;
  readonly name?: string;
  readonly color?: string;
}

const timers = new WeakMap<Element, ReturnType<typeof setTimeout>>();

/** The caret of one person; the name stays in the page when it is not shown. */
export function drawCaret({ id = '', color = '' }: CaretOwner, name: string): HTMLElement {
  const caret = document.createElement('span');
  caret.className = 'collaboration-carets__caret';
  caret.dataset['person'] = id;
  caret.style.borderColor = color;
  const label = document.createElement('span');
  label.className = 'collaboration-carets__label';
  label.style.backgroundColor = color;
  label.textContent = name;
  caret.append(label);
  caret.addEventListener('pointerenter', () => keepInside(caret));
  // Where it is, is known once it is on the page.
  requestAnimationFrame(() => showName(caret));
  return caret;
}

function showName(caret: HTMLElement) {
  keepInside(caret);
  caret.classList.add(NAMED);
  clearTimeout(timers.get(caret));
  timers.set(
    caret,
    setTimeout(() => caret.classList.remove(NAMED), NAMED_FOR),
  );
}

/** The name stands above its caret, moved left at the right edge, and below it on the first line. */
function keepInside(caret: HTMLElement) {
  const label = caret.querySelector<HTMLElement>('.collaboration-carets__label');
  const box = caret.closest('.note-text')?.getBoundingClientRect();
  if (label === null || box === undefined) return;
  const bar = caret.getBoundingClientRect();
  const over = Math.max(0, bar.left + label.offsetWidth - box.right);
  label.style.left = `${-1 - Math.min(over, bar.left - box.left)}px`;
  label.classList.toggle('isBelow', bar.top - label.offsetHeight < box.top);
}

interface Said {
  readonly user?: CaretOwner;
  readonly cursor?: unknown;
}

/** Shows the name of whose caret moves inside `box`; returns how to stop. */
export function nameMovers(awareness: Awareness, box: HTMLElement): () => void {
  const seen = new Map<number, string>();
  const look = ({ added, updated, removed }: Record<'added' | 'updated' | 'removed', number[]>) => {
    for (const client of removed) seen.delete(client);
    for (const client of [...added, ...updated]) {
      const { user, cursor } = (awareness.getStates().get(client) ?? {}) as Said;
      const at = JSON.stringify(cursor ?? null);
      if (client === awareness.clientID || at === seen.get(client)) continue;
      seen.set(client, at);
      // The editor moves the caret in a turn of its own; the next frame comes after it.
      requestAnimationFrame(() => {
        for (const caret of box.querySelectorAll<HTMLElement>('.collaboration-carets__caret'))
          if (caret.dataset['person'] === user?.id) showName(caret);
      });
    }
  };
  awareness.on('change', look);
  return () => awareness.off('change', look);
}
