/** What the centre said to a sheet, however it was said: by an account, before a witness, on paper. Pure. [SG4, WD4, SN6] */
import type { PersonRef, Sheet, SheetScan, Signature, WitnessedWord } from '@heping/protocol';
import type { CentreWord } from '@heping/scoring';
import { acknowledgementsIn } from './signers.ts';

interface Said {
  readonly key: string;
  readonly kind: CentreWord;
  readonly statement: string | null;
  readonly at: number;
}
export type CentreSaid =
  | (Said & { readonly by: 'account'; readonly signature: Signature })
  | (Said & {
      readonly by: 'witness';
      readonly word: WitnessedWord;
      /** Leaders who declined from their own account after it was witnessed that somebody acknowledged. */
      readonly contradictedBy: readonly PersonRef[];
    })
  | (Said & { readonly by: 'paper'; readonly scan: SheetScan; readonly name: string; readonly post: string });

/** In the order in which it was said; the last one stands. */
export function centreWordsIn({
  signatures,
  witnessed,
  scans,
}: Pick<Sheet, 'signatures' | 'witnessed' | 'scans'>): readonly CentreSaid[] {
  const own = acknowledgementsIn(signatures);
  const declined = own.filter(({ kind }) => kind === 'decline');
  const all: CentreSaid[] = [
    ...own.map((signature): CentreSaid => ({
      ...{ key: `account ${signature.person.id}`, by: 'account', signature },
      kind: signature.kind === 'decline' ? 'decline' : 'acknowledge',
      ...{ statement: signature.statement, at: signature.at },
    })),
    ...witnessed.map((word): CentreSaid => ({
      ...{ key: word.id, by: 'witness', word, kind: word.kind, statement: word.statement, at: word.at },
      contradictedBy:
        word.kind === 'acknowledge'
          ? declined.filter(({ at }) => at >= word.at).map(({ person }) => person)
          : [],
    })),
    ...scans.flatMap((scan): CentreSaid[] => {
      const { centre } = scan.carries;
      if (centre === null) return [];
      return [
        {
          ...{ key: scan.id, by: 'paper', scan, name: centre.name, post: centre.post, kind: centre.word },
          ...{ statement: centre.reason === '' ? null : centre.reason, at: scan.at },
        },
      ];
    }),
  ];
  return all.sort((one, other) => one.at - other.at);
}
