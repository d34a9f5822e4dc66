/** Sessions as every door sees them: HTTP, the sync upgrade and Socket.IO authenticate by the same cookie (C1). */
import { given, isStorageFull, question, tablesOf, type Db, type Person, type Store } from '@heping/db';
import type { Locale } from '@heping/scoring';
import { and, desc, eq, inArray, lt, ne } from 'drizzle-orm';
import { Guesses } from './guesses.ts';
import { isPassword } from './password.ts';
import { hashToken, newToken, readCookie } from './token.ts';

/** Who is asking. */
export interface Visitor {
  readonly personId: string;
  readonly name: string;
  readonly nameEn: string;
  readonly locale: Locale;
  readonly isAdministrator: boolean;
  readonly tokenHash: string;
}

/** Without `tokenHash` all sessions of the person are over. */
export type EndedListener = (personId: string, tokenHash?: string) => void;

export interface Sessions {
  /**
   * The visitor behind a raw `Cookie` header; null for none, an unknown, idle, expired one, or a disabled account.
   * Counts as activity unless told otherwise.
   */
  authenticate(
    cookieHeader: string | undefined,
    options?: { readonly touch?: boolean },
  ): Promise<Visitor | null>;
  /** Activity on a socket: keeps the session from becoming idle. */
  touch(tokenHash: string): Promise<void>;
  /**
   * Begins a session inside the caller's unit of work. Answers the token for the cookie, which is kept nowhere, and the
   * sessions that ended to make room: of one person there are twenty at the most. Announce them after the unit.
   */
  begin(
    db: Db,
    personId: string,
    address: string,
  ): Promise<{ readonly token: string; readonly ended: readonly string[] }>;
  /** Sessions that are over already: their sockets close. */
  announce(personId: string, ended: readonly string[]): void;
  expiryOf(tokenHash: string): Promise<number | null>;
  /** Ends one session; its sockets close. */
  end(personId: string, tokenHash: string): Promise<void>;
  /** Ends every session of a person, or every other than one; their sockets close. */
  endAll(personId: string, options?: { readonly except?: string }): Promise<void>;
  onEnded(listener: EndedListener): void;
  /**
   * The person, as they were when it was found to be theirs; null for a wrong one, which is counted by person and,
   * where it is given, address. Throws WRONG_TOO_OFTEN, SLOW_DOWN.
   */
  verifyPassword(personId: string, password: string, address?: string): Promise<Person | null>;
  readonly guesses: Guesses;
}

export const IDLE_MS = 60 * 60_000;
export const ABSOLUTE_MS = 12 * 60 * 60_000;
/** Of one person at once: more than anybody has devices. The one that was idle longest makes room (SECURITY C1). */
export const MOST_SESSIONS = 20;
/** Activity is written down at most this often. */
const TOUCH_MS = 60_000;

const sessionByHash = question((db) => {
  const { sessions, people } = tablesOf(db);
  const { id, name, nameEn, locale, isAdministrator, disabledAt } = people;
  const { expiresAt, seenAt } = sessions;
  // Asked at every door: what is not needed there is not read. (decision 7)
  return db
    .select({
      session: { expiresAt, seenAt },
      person: { id, name, nameEn, locale, isAdministrator, disabledAt },
    })
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .where(eq(sessions.tokenHash, given('tokenHash')));
});

export function createSessions(
  store: Store,
  { clock, cookie }: { readonly clock: () => number; readonly cookie: string },
): Sessions {
  const { sessions, people } = store.tables;
  const listeners: EndedListener[] = [];
  const guesses = new Guesses(clock);
  const announce = (personId: string, tokenHash?: string) => {
    for (const listener of listeners) listener(personId, tokenHash);
  };

  async function touch(tokenHash: string): Promise<void> {
    const now = clock();
    try {
      await store.tx((db) =>
        db
          .update(sessions)
          .set({ seenAt: now })
          .where(and(eq(sessions.tokenHash, tokenHash), lt(sessions.seenAt, now - TOUCH_MS))),
      );
    } catch (error) {
      // Reading goes on while the disk is full.
      if (!isStorageFull(error)) throw error;
    }
  }

  return {
    touch,
    guesses,

    async authenticate(cookieHeader, { touch: isActivity = true } = {}) {
      const token = readCookie(cookieHeader, cookie);
      if (token === undefined || token === '') return null;
      const tokenHash = hashToken(token);
      const [row] = await sessionByHash(store.db, { tokenHash });
      const now = clock();
      if (row === undefined || row.person.disabledAt !== null) return null;
      const { session, person } = row;
      if (session.expiresAt <= now || session.seenAt + IDLE_MS <= now) return null;
      if (isActivity && session.seenAt < now - TOUCH_MS) await touch(tokenHash);
      const { id, name, nameEn, locale, isAdministrator } = person;
      return { personId: id, name, nameEn, locale, isAdministrator, tokenHash };
    },

    async begin(db, personId, address) {
      const now = clock();
      const token = newToken();
      await db.delete(sessions).where(lt(sessions.expiresAt, now));
      const own = await db
        .select({ tokenHash: sessions.tokenHash })
        .from(sessions)
        .where(eq(sessions.personId, personId))
        .orderBy(desc(sessions.seenAt), desc(sessions.createdAt));
      const ended = own.slice(MOST_SESSIONS - 1).map(({ tokenHash }) => tokenHash);
      if (ended.length > 0) await db.delete(sessions).where(inArray(sessions.tokenHash, ended));
      await db.insert(sessions).values({
        tokenHash: hashToken(token),
        personId,
        createdAt: now,
        seenAt: now,
        expiresAt: now + ABSOLUTE_MS,
        address,
      });
      return { token, ended };
    },

    announce(personId, ended) {
      for (const tokenHash of ended) announce(personId, tokenHash);
    },

    async expiryOf(tokenHash) {
      const [row] = await store.db.select().from(sessions).where(eq(sessions.tokenHash, tokenHash));
      return row?.expiresAt ?? null;
    },

    async end(personId, tokenHash) {
      await store.tx((db) => db.delete(sessions).where(eq(sessions.tokenHash, tokenHash)));
      announce(personId, tokenHash);
    },

    async endAll(personId, { except } = {}) {
      const ended = await store.tx((db) =>
        db
          .delete(sessions)
          .where(
            and(
              eq(sessions.personId, personId),
              except === undefined ? undefined : ne(sessions.tokenHash, except),
            ),
          )
          .returning({ tokenHash: sessions.tokenHash }),
      );
      if (except === undefined) announce(personId);
      else for (const { tokenHash } of ended) announce(personId, tokenHash);
    },

    onEnded(listener) {
      listeners.push(listener);
    },

    async verifyPassword(personId, password, address) {
      let person: Person | undefined;
      const isTheirs = await guesses.check(
        { account: `person:${personId}`, address: address ?? null },
        async () => {
          [person] = await store.db.select().from(people).where(eq(people.id, personId));
          return person !== undefined && isPassword(password, person.passwordHash);
        },
      );
      return isTheirs ? (person ?? null) : null;
    },
  };
}
