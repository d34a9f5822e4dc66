import type { Signature } from '@heping/protocol';
import { describe, expect, it } from 'vitest';
import { acknowledgementsIn, closingOf, panelIn, signersOf } from './signers.ts';

const person = (id: string) => ({ id, name: id, nameEn: id, color: '#1f5fbf' });
const seat = (id: string) => ({ ...person(id), isChair: id === 'alice' });
const signed = (id: string, kind: Signature['kind'] = 'sign'): Signature => ({
  person: person(id),
  kind,
  statement: null,
  hash: 'h',
  at: 1,
});
/** A sheet with nothing on paper. */
const bare = (signatures: readonly Signature[]) => ({ signatures: [...signatures], scans: [] });
const panel = [seat('alice'), seat('bo'), seat('chen')];

describe('whose name stands under a sheet', () => {
  it('everybody who sits, in the order of the panel, with their state', () => {
    const signers = signersOf(panel, bare([signed('chen', 'dissent'), signed('alice')]));
    expect(signers.map(({ person: { id }, state }) => [id, state])).toEqual([
      ['alice', 'signed'],
      ['bo', 'waiting'],
      ['chen', 'dissented'],
    ]);
  });
  it('who stepped back is not waited for', () => {
    const locked = ['bo', 'alice', 'dora'].map((id) => ({
      ...{ id, name: id, nameEn: id, isChair: id === 'alice', recused: id === 'dora', recusedFrom: [] },
    }));
    expect(signersOf(panelIn({ panel: locked }), bare([])).map(({ person: { id } }) => id)).toEqual([
      'bo',
      'alice',
    ]);
  });
  it('[PH4] a dissent counts as having signed; two thirds may close with a reason', () => {
    expect(closingOf(signersOf(panel, bare([signed('alice')])))).toBe('not-yet');
    expect(closingOf(signersOf(panel, bare([signed('alice'), signed('bo', 'dissent')])))).toBe('two-thirds');
    expect(closingOf(signersOf(panel, bare(panel.map(({ id }) => signed(id)))))).toBe('all');
  });
  it('the word of the centre’s leader is no signature of the panel', () => {
    const words = [signed('leader', 'decline'), signed('alice')];
    expect(acknowledgementsIn(words).map(({ person: { id } }) => id)).toEqual(['leader']);
    expect(signersOf(panel, bare(words)).filter(({ state }) => state !== 'waiting')).toHaveLength(1);
  });
  it('[SN6] who signed a sealed paper by hand has signed; their own word outranks it', () => {
    const scan = {
      ...{ id: 's', file: null, by: person('alice'), hash: 'h', at: 2 },
      carries: { panel: ['bo', 'chen'], centre: null, seals: ['body' as const] },
    };
    const signers = signersOf(panel, { signatures: [signed('chen', 'dissent')], scans: [scan] });
    expect(signers.map(({ state }) => state)).toEqual(['waiting', 'on-paper', 'dissented']);
    expect(closingOf(signers)).toBe('two-thirds');
  });
});
