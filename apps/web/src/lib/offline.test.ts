import { afterEach, expect, it, vi } from 'vitest';
import { offline } from './offline.svelte.ts';

afterEach(() => vi.unstubAllGlobals());

it('[OF8] at an address without workers, too, a network that comes back is asked for what was not to be had', () => {
  const heard = new Map<string, () => void>();
  vi.stubGlobal('navigator', {});
  vi.stubGlobal('addEventListener', (event: string, listener: () => void) => heard.set(event, listener));
  vi.stubGlobal('removeEventListener', (event: string) => heard.delete(event));
  const again = vi.fn();
  const stops = [offline.start(), offline.onBack(again)];
  heard.get('online')?.();
  expect(again).toHaveBeenCalledOnce();
  for (const stop of stops) stop();
  expect([...heard.keys()]).toEqual([]);
});
