/**
 * 现场签收: somebody of the centre draws at the panel's tablet, and the panelist whose tablet it is answers for having seen
 * it. A word before a witness is never shown as a signature: whose it is said to be is told, and can say otherwise from
 * their own account. [WD1–WD4]
 */
import { tablesOf, type WitnessedWord } from '@heping/db';
import type { Witness } from '@heping/protocol';
import { isBlank, isSameName, minuteIn } from '@heping/scoring';
import { eq, inArray } from 'drizzle-orm';
import { named, tell } from '../../notifications/notify.ts';
import { leadersOf } from '../../notifications/recipients.ts';
import { nameOf, Refused } from '../../refused.ts';
import { hashOfWord, WORD_ACTIONS } from '../../sheets/on-site.ts';
import type { Acting, Desk } from './desk.ts';
import { requireDrawn } from './drawn.ts';
import { assertUnsigned } from './signature.ts';
import { decide, mayAct, requireReason, sit, type Sitting } from './sitting.ts';
import { soundSheet } from './sound-sheet.ts';

/** More than a centre sends to the table; a sheet is proven with all of them each time somebody opens it. [WD3] */
export const MOST_WITNESSED = 20;

/** Acknowledging needs a drawing; who declines may refuse to sign that, too. */
export async function witnessWord(desk: Desk, acting: Acting, input: Witness): Promise<void> {
  await mayAct(desk, acting, 'witness');
  const { hash, signer, declineReason, drawing } = input;
  const statement = declineReason === undefined ? '' : requireReason(declineReason);
  const kind = declineReason === undefined ? 'acknowledge' : 'decline';
  if (drawing !== undefined) requireDrawn(drawing);
  else if (kind === 'acknowledge') throw new Refused('DRAWING_MISSING');
  // The tablet was in other hands: the witness says that it is theirs again.
  if (!(await desk.verifyPassword(acting.visitor.personId, input.password))) {
    throw new Refused('WRONG_PASSWORD');
  }
  await sit(desk, acting, 'witness', async (here) => {
    const sheet = await soundSheet(desk, here);
    if (sheet.hash !== hash) throw new Refused('CHANGED');
    const { db, visitor, now } = here;
    const whose = await signerOf(here, signer);
    if (whose.personId !== null) await assertUnsigned(here, sheet, whose.personId);
    await assertUnwitnessed(here, sheet.id, whose.personName);
    const word: WitnessedWord = {
      ...{ id: desk.newId(), sheetId: sheet.id, kind, ...whose, statement },
      drawing: drawing ?? null,
      hash,
      ...{ witnessId: visitor.personId, witnessName: visitor.name, witnessNameEn: visitor.nameEn },
      at: now,
    };
    const detail = {
      ...{
        kept: hashOfWord(word),
        name: word.personName,
        nameEn: word.personNameEn || word.personName,
        post: word.post,
      },
      ...(statement === '' ? {} : { reason: statement }),
    };
    await decide(here, { action: WORD_ACTIONS[kind], subject: hash, detail }, async (tx) => {
      await tx.insert(tablesOf(db).witnessedWords).values(word);
      await tell(tx, here, {
        ...{ kind: 'word.witnessed', key: word.id, path: `/evaluations/${here.evaluation.id}/sign` },
        params: {
          ...named('person', visitor),
          ...{ signer: word.personName, signerEn: word.personNameEn, post: word.post, word: kind },
        },
        ...{ at: now, by: visitor.personId },
      });
    });
  });
}

type Whose = Pick<WitnessedWord, 'personId' | 'personName' | 'personNameEn' | 'post'>;

/**
 * A leader under the name of their account, anybody else under the name that was typed: a leader's name that was typed is
 * refused, or their own word could be by-passed. [WD2]
 */
async function signerOf({ db, centre }: Sitting, { person, name, post }: Witness['signer']): Promise<Whose> {
  if (isBlank(post)) throw new Refused('SIGNER_MISSING');
  const { people } = tablesOf(db);
  const leads = await db
    .select()
    .from(people)
    .where(inArray(people.id, await leadersOf(db, centre.id)));
  if (person === undefined) {
    if (isBlank(name)) throw new Refused('SIGNER_MISSING');
    const isTheirs = (one: (typeof leads)[number]) =>
      isSameName(one.name, name) || isSameName(one.nameEn, name);
    if (leads.some(isTheirs)) throw new Refused('SIGNER_LEADS', { name, centre: nameOf(centre) });
    return { personId: null, personName: name, personNameEn: '', post };
  }
  const leader = leads.find(({ id }) => id === person);
  if (leader === undefined) throw new Refused('SIGNER_NOT_LEADER', { centre: nameOf(centre) });
  return { personId: leader.id, personName: leader.name, personNameEn: leader.nameEn, post };
}

/** Throws WITNESSED_ALREADY for a name that shows the same, WITNESSED_ENOUGH. [WD3] */
async function assertUnwitnessed({ db, campaign }: Sitting, sheetId: string, name: string): Promise<void> {
  const { witnessedWords: w } = tablesOf(db);
  const said = await db
    .select({ at: w.at, name: w.personName, witness: w.witnessName, witnessEn: w.witnessNameEn })
    .from(w)
    .where(eq(w.sheetId, sheetId));
  const known = said.find((one) => isSameName(one.name, name));
  if (known !== undefined)
    throw new Refused('WITNESSED_ALREADY', {
      name,
      witness: nameOf({ name: known.witness, nameEn: known.witnessEn }),
      at: minuteIn(campaign.timeZone, known.at),
    });
  if (said.length >= MOST_WITNESSED) throw new Refused('WITNESSED_ENOUGH', { most: MOST_WITNESSED });
}
