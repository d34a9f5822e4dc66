/** Where the bytes of a piece are, as far as this device can know. [DQ4] */
import type { Piece } from '@heping/protocol';
import { m } from '#lib/paraglide/messages.js';
import type { EvidenceBox } from './box.svelte.ts';
import { sender } from './sender.svelte.ts';

export type Standing =
  | { readonly kind: 'there' }
  | { readonly kind: 'going'; readonly share: number }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'refused' }
  /** On another device; null for one's own. */
  | { readonly kind: 'elsewhere'; readonly name: string | null };

export const STANDING_GLYPHS = {
  there: '✓',
  going: '◔',
  waiting: '△',
  refused: '✕',
  elsewhere: '△',
} as const;

export function standingOf(box: EvidenceBox, piece: Piece): Standing {
  if (box.arrived(piece) !== undefined) return { kind: 'there' };
  const here = sender.stateOf(piece.slot);
  if (here === undefined)
    return { kind: 'elsewhere', name: piece.by === box.room.me ? null : box.nameOf(piece.by) };
  if (here.state === 'sent') return { kind: 'there' };
  if (here.state === 'refused') return { kind: 'refused' };
  const { going } = sender;
  return going?.slot === piece.slot ? { kind: 'going', share: going.share } : { kind: 'waiting' };
}

export function standingWords(standing: Standing): string {
  switch (standing.kind) {
    case 'there':
      return m.evidence_there();
    case 'going':
      return standing.share < 1
        ? m.proof_sending({ percent: Math.floor(standing.share * 100) })
        : m.proof_checking();
    case 'waiting':
      return m.evidence_waiting();
    case 'refused':
      return m.evidence_not_taken();
    case 'elsewhere':
      return standing.name === null
        ? m.evidence_elsewhere_own()
        : m.evidence_elsewhere({ name: standing.name });
  }
}
