/** Making a link to a measure, taking it back, and who has one. [OL1–OL3] */
import {
  appendAudit,
  tablesOf,
  type Case,
  type Db,
  type Measure,
  type OwnerLink,
  type Person,
} from '@heping/db';
import { LINK_MS, MOST_LINKS, type MadeLink, type OwnerLink as LinkRead } from '@heping/protocol';
import { desc, eq } from 'drizzle-orm';
import { access, allow, type Access } from '../evaluations/access.ts';
import type { Desk } from '../evaluations/commands/desk.ts';
import { personRef } from '../people/person-ref.ts';
import { Refused } from '../refused.ts';
import type { Visitor } from '../sessions/sessions.ts';
import { endLink, isOver, linkState } from './link.ts';
import { keptOf, newSecrets } from './secrets.ts';

export interface LinkActing {
  readonly measure: string;
  readonly visitor: Visitor;
}

interface LinkSitting extends Access {
  readonly measure: Measure;
  readonly kept: Case;
}

/** The measure, for the centre’s leaders and the committee’s officers. Throws NOT_FOUND, WRONG_PHASE. */
async function mayLink(db: Db, { measure: id, visitor }: LinkActing): Promise<LinkSitting> {
  const { measures, cases } = tablesOf(db);
  const [row] = await db
    .select({ measure: measures, kept: cases })
    .from(measures)
    .innerJoin(cases, eq(cases.findingId, measures.findingId))
    .where(eq(measures.id, id));
  if (row === undefined) throw new Refused('NOT_FOUND');
  const here = await access(db, row.measure.evaluationId, visitor);
  allow(here, 'measure.link');
  return { ...here, ...row };
}

/** Makes a link and its code, shown now and never again. Throws LINK_NOT_NEEDED, MEASURE_OVER, LINKS_ENOUGH. [OL1] */
export async function makeLink(
  desk: Desk,
  acting: LinkActing,
  { name, contact = '' }: { readonly name?: string | undefined; readonly contact?: string | undefined },
): Promise<MadeLink> {
  const { store } = desk;
  const { evaluation } = await mayLink(store.db, acting);
  return desk.corridor.command(evaluation.id, async (moment) => {
    const now = desk.clock();
    const here = await mayLink(store.db, acting);
    await judgeLink(store.db, here, now);
    const secrets = newSecrets();
    const link: OwnerLink = {
      ...{ id: desk.newId(), measureId: here.measure.id, contact, ...keptOf(secrets) },
      name: name === undefined || name === '' ? here.measure.ownerName : name,
      ...{ createdBy: acting.visitor.personId, createdAt: now, expiresAt: now + LINK_MS },
      ...{ revokedAt: null, seenAt: null, wrongCodes: 0 },
    };
    await moment.commit(async (tx) => {
      await tx.insert(tablesOf(tx).ownerLinks).values(link);
      await logLink(tx, acting, here, { action: 'link.make', link, now });
    });
    const [read] = (await listLinks(store.db, here, now)).filter(({ id }) => id === link.id);
    if (read === undefined) throw new Error(`the link ${link.id} was not kept`);
    return { link: read, ...secrets };
  });
}

async function judgeLink(db: Db, here: LinkSitting, now: number): Promise<void> {
  const { measure } = here;
  if (measure.ownerId !== null) throw new Refused('LINK_NOT_NEEDED', { person: measure.ownerName });
  if (isOver(here)) throw new Refused('MEASURE_OVER');
  const open = (await listLinks(db, here, now)).filter(({ state }) => state === 'open');
  if (open.length >= MOST_LINKS) throw new Refused('LINKS_ENOUGH', { count: open.length });
}

/** Takes a link back: whoever is behind it is out at once. Taking back twice is no error. Throws NOT_FOUND. [OL3] */
export async function revokeLink(desk: Desk, acting: LinkActing, linkId: string): Promise<void> {
  const { store } = desk;
  const { evaluation } = await mayLink(store.db, acting);
  await desk.corridor.command(evaluation.id, async (moment) => {
    const now = desk.clock();
    const here = await mayLink(store.db, acting);
    const { ownerLinks } = store.tables;
    const [link] = await store.db.select().from(ownerLinks).where(eq(ownerLinks.id, linkId));
    if (link?.measureId !== here.measure.id) throw new Refused('NOT_FOUND');
    if (link.revokedAt !== null) return;
    await moment.commit(async (tx) => {
      await endLink(tx, linkId, now);
      await logLink(tx, acting, here, { action: 'link.revoke', link, now });
    });
  });
}

/** Every link to a measure, newest first. Throws NOT_FOUND, WRONG_PHASE. */
export async function readLinks(desk: Desk, acting: LinkActing): Promise<LinkRead[]> {
  const now = desk.clock();
  return listLinks(desk.store.db, await mayLink(desk.store.db, acting), now);
}

async function listLinks(
  db: Db,
  { measure, kept }: Pick<LinkSitting, 'measure' | 'kept'>,
  now: number,
): Promise<LinkRead[]> {
  const { ownerLinks, people } = tablesOf(db);
  const rows = await db
    .select({ link: ownerLinks, person: people })
    .from(ownerLinks)
    .innerJoin(people, eq(people.id, ownerLinks.createdBy))
    .where(eq(ownerLinks.measureId, measure.id))
    .orderBy(desc(ownerLinks.createdAt), desc(ownerLinks.id));
  return rows.map(({ link, person }) => read(link, person, linkState({ link, measure, kept }, now)));
}

function read(link: OwnerLink, person: Person, state: LinkRead['state']): LinkRead {
  const { id, name, contact, createdAt, expiresAt, revokedAt, seenAt } = link;
  return {
    ...{ id, name, contact, state, createdBy: personRef(person) },
    ...{ createdAt, expiresAt, revokedAt, seenAt },
  };
}

/** Who gave a link to whom; never what opens it. */
async function logLink(
  tx: Db,
  { visitor }: LinkActing,
  { measure, evaluation }: LinkSitting,
  { action, link, now }: { readonly action: string; readonly link: OwnerLink; readonly now: number },
): Promise<void> {
  await appendAudit(tx, {
    ...{ at: now, personId: visitor.personId, action },
    ...{ evaluationId: evaluation.id, subject: measure.id },
    detail: { link: link.id, name: link.name },
  });
}
