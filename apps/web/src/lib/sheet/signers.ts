/** Who has to put their name under a sheet and who has. Pure. */
import { PEOPLE_COLORS, type PersonRef, type SheetContent, type Signature } from '@heping/protocol';
import { quorumToClose } from '@heping/scoring';

export const SIGNER_STATES = ['signed', 'dissented', 'waiting'] as const;
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

/** Each of a panel with what they put under the sheet. */
export function signersOf(panel: readonly Member[], signatures: readonly Signature[]): readonly Signer[] {
  return panel.map((member) => {
    const signature =
      signatures.find(
        ({ person, kind }) => person.id === member.id && (kind === 'sign' || kind === 'dissent'),
      ) ?? null;
    const state = signature === null ? 'waiting' : signature.kind === 'dissent' ? 'dissented' : 'signed';
    return { person: member, isChair: member.isChair, state, signature };
  });
}

/** Whether the chair may close now. [PH4] */
export const closingOf = (signers: readonly Signer[]): 'all' | 'two-thirds' | 'not-yet' =>
  quorumToClose(signers.length, signers.filter(({ state }) => state !== 'waiting').length);

/** The word of the centre's leaders, newest last. */
export const acknowledgementsIn = (signatures: readonly Signature[]): readonly Signature[] =>
  signatures.filter(({ kind }) => kind === 'acknowledge' || kind === 'decline');
