/** Who has to put their name under a sheet and who has. Pure. */
import type { PersonRef, Signature } from '@heping/protocol';
import { quorumToClose } from '@heping/scoring';

export const SIGNER_STATES = ['signed', 'dissented', 'waiting'] as const;
export type SignerState = (typeof SIGNER_STATES)[number];

export interface Signer {
  readonly person: PersonRef;
  readonly isChair: boolean;
  readonly state: SignerState;
  readonly signature: Signature | null;
}

type Member = PersonRef & { readonly isChair: boolean; readonly recused?: object | null };

/** The panel in its order, without who stepped back. */
export function signersOf(panel: readonly Member[], signatures: readonly Signature[]): readonly Signer[] {
  return panel
    .filter(({ recused }) => recused == null)
    .map((member) => {
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
