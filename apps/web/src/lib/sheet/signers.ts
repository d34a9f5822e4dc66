/** Who has to put their name under a sheet and who has. Pure. */
import {
  PEOPLE_COLORS,
  type PersonRef,
  type Sheet,
  type SheetContent,
  type Signature,
} from '@heping/protocol';
import { quorumToClose } from '@heping/scoring';

export const SIGNER_STATES = ['signed', 'dissented', 'on-paper', 'waiting'] as const;
export type SignerState = (typeof SIGNER_STATES)[number];

export interface Signer {
  readonly person: PersonRef;
  readonly isChair: boolean;
  readonly state: SignerState;
  readonly signature: Signature | null;
}

export type Member = Pick<PersonRef, 'id' | 'name' | 'nameEn' | 'color'> & { readonly isChair: boolean };

/** The panel that was locked with a sheet, in its order, without who had stepped back. */
export const panelIn = ({ panel }: Pick<SheetContent, 'panel'>): readonly Member[] =>
  panel
    .filter(({ recused }) => !recused)
    .map(({ id, name, nameEn, isChair }) => ({ id, name, nameEn, isChair, color: colorIn(panel, id) }));

/** The same colour as everywhere else: by place among the ids of the panel. */
const colorIn = (panel: readonly { readonly id: string }[], id: string): string =>
  PEOPLE_COLORS[
    panel
      .map((member) => member.id)
      .sort()
      .indexOf(id) % PEOPLE_COLORS.length
  ] ?? PEOPLE_COLORS[0];

/** Each of a panel with what they put under the sheet; their own word outranks what a paper is said to carry. [SN6] */
export function signersOf(
  panel: readonly Member[],
  { signatures, scans }: Pick<Sheet, 'signatures' | 'scans'>,
): readonly Signer[] {
  const byHand = new Set(scans.flatMap(({ carries }) => carries.panel));
  return panel.map((member) => {
    const signature =
      signatures.find(
        ({ person, kind }) => person.id === member.id && (kind === 'sign' || kind === 'dissent'),
      ) ?? null;
    const state = stateOf(signature, byHand.has(member.id));
    return { person: member, isChair: member.isChair, state, signature };
  });
}

function stateOf(signature: Signature | null, isByHand: boolean): SignerState {
  if (signature !== null) return signature.kind === 'dissent' ? 'dissented' : 'signed';
  return isByHand ? 'on-paper' : 'waiting';
}

/** Whether the chair may close now. [PH4] */
export const closingOf = (signers: readonly Signer[]): 'all' | 'two-thirds' | 'not-yet' =>
  quorumToClose(signers.length, signers.filter(({ state }) => state !== 'waiting').length);

/** The word of the centre's leaders, newest last. */
export const acknowledgementsIn = (signatures: readonly Signature[]): readonly Signature[] =>
  signatures.filter(({ kind }) => kind === 'acknowledge' || kind === 'decline');
