import { describe, expect, it } from 'vitest';
import { workspaceWishOf } from './workspace-keys.ts';

const key = (name: string, held: Partial<Record<'altKey' | 'ctrlKey' | 'metaKey', boolean>> = {}) => ({
  ...{ key: name, altKey: false, ctrlKey: false, metaKey: false },
  ...held,
});

describe('the keys of the workspace', () => {
  it('lists the keys under ?, in full width, too, unless something is typed into', () => {
    expect(workspaceWishOf(key('?'), 'page')).toBe('help');
    expect(workspaceWishOf(key('？'), 'button')).toBe('help');
    expect(workspaceWishOf(key('?'), 'text')).toBeNull();
    expect(workspaceWishOf(key('?', { ctrlKey: true }), 'page')).toBeNull();
  });

  it('goes from tab to tab, also out of a field', () => {
    expect(workspaceWishOf(key('PageDown', { altKey: true }), 'text')).toBe('tab-after');
    expect(workspaceWishOf(key('PageUp', { altKey: true }), 'page')).toBe('tab-before');
    expect(workspaceWishOf(key('PageDown'), 'page')).toBeNull();
  });

  it('leaves its keys to what lies over the page', () => {
    expect(workspaceWishOf(key('?'), 'over')).toBeNull();
    expect(workspaceWishOf(key('PageDown', { altKey: true }), 'over')).toBeNull();
  });
});
