/**
 * Who is behind a link: the code opens it for twelve hours in this browser, by a cookie of its own for each link. Every
 * question says which link it means; the cookie says that the code was known. Nothing else of the system reads it. [OL4]
 */
import { appendAudit, isStorageFull, tablesOf, type Db } from '@heping/db';
import { LINK_HEADER } from '@heping/protocol';
import { and, eq, gt, inArray, lt, sql } from 'drizzle-orm';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { MeasureActor } from '../measures/actor.ts';
import { Refused } from '../refused.ts';
import { hashToken, newToken, readCookie } from '../sessions/token.ts';
import { endLink, linkState, openLink, type LinkAround } from './link.ts';
import { isCode, type LinkSecrets } from './secrets.ts';

const SESSION_MS = 12 * 60 * 60_000;
/** Last use is written down at most this often. */
const TOUCH_MS = 60_000;
/** More links than anybody has open in one browser. */
const MOST_READ = 16;
const COOKIE = 'heping-link-';

/** As that of a session: by https of this very host, for which its path has to be the root. */
const prefixOf = ({ isSecure }: { readonly isSecure: boolean }): string =>
  isSecure ? `__Host-${COOKIE}` : COOKIE;

export type LinkActor = Extract<MeasureActor, { kind: 'link' }>;

/** Somebody behind a link. */
export interface LinkVisitor extends LinkAround {
  readonly actor: LinkActor;
}

/**
 * Opens a link in this browser. Throws LINK_FAILED alike for a wrong code and an unknown, revoked or finished link, and
 * LINK_LOCKED after five wrong codes in fifteen minutes, or fifty wrong guesses of any kind from one address; fifty wrong
 * codes in all end the link. [OL2]
 */
export async function beginLinkSession(
  app: FastifyInstance,
  { token, code, address }: LinkSecrets & { readonly address: string },
  reply: FastifyReply,
): Promise<LinkVisitor> {
  const { store, clock } = app;
  const tokenHash = hashToken(token);
  let around: LinkAround | null = null;
  const isRight = await guess(app, { account: `link:${tokenHash}`, address }, async () => {
    around = await openLink(store.db, tokenHash, clock());
    return isCode({ token, code }, around?.link.codeHash);
  });
  const opened = around as LinkAround | null;
  if (!isRight && opened !== null) await countWrong(app, opened);
  if (!isRight || opened === null) throw new Refused('LINK_FAILED');
  const session = newToken();
  const now = clock();
  await store.tx(async (tx) => {
    const { linkSessions, ownerLinks } = tablesOf(tx);
    await tx.delete(linkSessions).where(lt(linkSessions.expiresAt, now));
    await tx.insert(linkSessions).values({
      ...{ tokenHash: hashToken(session), linkId: opened.link.id },
      ...{ createdAt: now, expiresAt: now + SESSION_MS },
    });
    await tx.update(ownerLinks).set({ seenAt: now }).where(eq(ownerLinks.id, opened.link.id));
    await appendAudit(tx, {
      ...{ at: now, personId: null, action: 'link.open', evaluationId: opened.measure.evaluationId },
      ...{ subject: opened.measure.id, detail: { link: opened.link.id, name: opened.link.name } },
    });
  });
  setCookie(app, reply, opened.link.id, session, SESSION_MS / 1000);
  return visitorOf(opened);
}

/** Wrong codes in a link's whole life: of a million codes, this many may be tried. [OL2] */
const MOST_WRONG = 50;

/** Kept in the link's row, so that neither a right code nor a restart begins it anew. The last one ends the link. */
async function countWrong({ store, clock }: FastifyInstance, { link, measure }: LinkAround): Promise<void> {
  const now = clock();
  await store.tx(async (tx) => {
    const { ownerLinks } = tablesOf(tx);
    const [counted] = await tx
      .update(ownerLinks)
      .set({ wrongCodes: sql`${ownerLinks.wrongCodes} + 1` })
      .where(eq(ownerLinks.id, link.id))
      .returning({ wrong: ownerLinks.wrongCodes });
    if (counted === undefined || counted.wrong < MOST_WRONG) return;
    if (!(await endLink(tx, link.id, now))) return;
    await appendAudit(tx, {
      ...{ at: now, personId: null, action: 'link.exhaust', evaluationId: measure.evaluationId },
      ...{ subject: measure.id, detail: { link: link.id, name: link.name, wrong: counted.wrong } },
    });
  });
}

/** The same line of guesses as for passwords; what it refuses is said of a code. */
async function guess(
  { sessions }: FastifyInstance,
  guesser: { readonly account: string; readonly address: string },
  isRight: () => Promise<boolean>,
): Promise<boolean> {
  try {
    return await sessions.guesses.check(guesser, isRight);
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== 'WRONG_TOO_OFTEN') throw error;
    const { params, retryAfter } = error;
    throw new Refused('LINK_LOCKED', params, retryAfter === undefined ? {} : { retryAfter });
  }
}

/** Whoever asks, behind the link that they name. Throws LINK_CODE for whatever keeps them out. */
export async function requireLink(app: FastifyInstance, request: FastifyRequest): Promise<LinkVisitor> {
  const named = request.headers[LINK_HEADER];
  const now = app.clock();
  const around = typeof named === 'string' ? await openLink(app.store.db, hashToken(named), now) : null;
  if (around === null) throw new Refused('LINK_CODE');
  const cookie = readCookie(request.headers.cookie, prefixOf(app.config) + around.link.id);
  const linkIds = await sessionsAmong(app.store.db, cookie === undefined ? [] : [cookie], now);
  if (!linkIds.includes(around.link.id)) throw new Refused('LINK_CODE');
  await touch(app, around, now);
  return visitorOf(around);
}

/** Every link that is open in this browser: a picture is asked for without saying which. */
export async function linksIn(app: FastifyInstance, request: FastifyRequest): Promise<LinkVisitor[]> {
  const { store, clock, config } = app;
  const prefix = prefixOf(config);
  const tokens = (request.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(prefix))
    .slice(0, MOST_READ)
    .map((pair) => pair.slice(pair.indexOf('=') + 1));
  const now = clock();
  const linkIds = await sessionsAmong(store.db, tokens, now);
  if (linkIds.length === 0) return [];
  const { ownerLinks, measures, cases } = store.tables;
  const rows = await store.db
    .select({ link: ownerLinks, measure: measures, kept: cases })
    .from(ownerLinks)
    .innerJoin(measures, eq(measures.id, ownerLinks.measureId))
    .innerJoin(cases, eq(cases.findingId, measures.findingId))
    .where(inArray(ownerLinks.id, linkIds));
  return rows.filter((row) => linkState(row, now) === 'open').map(visitorOf);
}

/** Ends the session of this browser behind one link. */
export async function endLinkSession(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const { link } = await requireLink(app, request);
  const cookie = readCookie(request.headers.cookie, prefixOf(app.config) + link.id) ?? '';
  const { linkSessions } = app.store.tables;
  await app.store.tx((tx) => tx.delete(linkSessions).where(eq(linkSessions.tokenHash, hashToken(cookie))));
  setCookie(app, reply, link.id, '', 0);
}

/** Whose sessions these tokens are. */
async function sessionsAmong(db: Db, tokens: readonly string[], now: number): Promise<string[]> {
  if (tokens.length === 0) return [];
  const { linkSessions } = tablesOf(db);
  const rows = await db
    .select({ linkId: linkSessions.linkId })
    .from(linkSessions)
    .where(and(inArray(linkSessions.tokenHash, tokens.map(hashToken)), gt(linkSessions.expiresAt, now)));
  return rows.map(({ linkId }) => linkId);
}

async function touch({ store }: FastifyInstance, { link }: LinkAround, now: number): Promise<void> {
  if (link.seenAt !== null && link.seenAt > now - TOUCH_MS) return;
  const { ownerLinks } = store.tables;
  try {
    await store.tx((tx) => tx.update(ownerLinks).set({ seenAt: now }).where(eq(ownerLinks.id, link.id)));
  } catch (error) {
    // Reading goes on while the disk is full.
    if (!isStorageFull(error)) throw error;
  }
}

const visitorOf = (around: LinkAround): LinkVisitor => {
  const { link, measure } = around;
  return { ...around, actor: { kind: 'link', linkId: link.id, measureId: measure.id, name: link.name } };
};

function setCookie(
  { config }: FastifyInstance,
  reply: FastifyReply,
  linkId: string,
  value: string,
  maxAge: number,
): void {
  const parts = [`${prefixOf(config)}${linkId}=${value}`, 'Path=/', `Max-Age=${maxAge}`];
  const all = [...parts, 'HttpOnly', 'SameSite=Strict', ...(config.isSecure ? ['Secure'] : [])];
  reply.header('set-cookie', all.join('; '));
}
