/** Signing in: one answer and one duration for whatever is wrong (SECURITY C1, C3). */
import { tablesOf, type Db, type Person } from '@heping/db';
import { and, eq, isNull } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { Refused, slowDown } from '../refused.ts';
import { dummyHash, isPassword, type PasswordCost } from './password.ts';
import type { Visitor } from './sessions.ts';
import { Throttle } from './throttle.ts';

const SIGN_INS = { most: 100, windowMs: 10 * 60_000 } as const;

export interface Attempt {
  readonly username: string;
  readonly password: string;
  readonly address: string;
  /** The session this browser had, if any: it ends (no fixation). */
  readonly before: Visitor | null;
}

export interface SignedIn {
  readonly person: Person;
  readonly token: string;
}

export type SignIn = (attempt: Attempt) => Promise<SignedIn>;

/** Hashing takes long: meanwhile the password may have been changed, or the account disabled. */
async function isStillSo(db: Db, { id, passwordHash }: Person): Promise<boolean> {
  const { people } = tablesOf(db);
  const same = await db
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.id, id), eq(people.passwordHash, passwordHash), isNull(people.disabledAt)));
  return same.length > 0;
}

/**
 * Throws LOGIN_FAILED; WRONG_TOO_OFTEN after five failures on an account from one address or fifty from an address;
 * SLOW_DOWN after a hundred successes within ten minutes: on an account from one address before anything is hashed, whether there is such
 * an account or not; of one person from everywhere only to whoever knows the password, so that nobody else is told.
 */
export function createSignIn(app: FastifyInstance, cost: PasswordCost): SignIn {
  const { store, sessions } = app;
  const nobody = dummyHash(cost);
  const begun = new Throttle(SIGN_INS);

  async function check({ username, password, address }: Attempt): Promise<Person> {
    const { people } = store.tables;
    const account = `${username}\n${address}`;
    let found: Person | undefined;
    const isTheirs = await sessions.guesses.check({ account, address }, async () => {
      [found] = await store.db.select().from(people).where(eq(people.username, username));
      const isRight = await isPassword(password, found?.passwordHash ?? nobody);
      return isRight && found !== undefined && found.disabledAt === null;
    });
    if (!isTheirs || found === undefined) throw new Refused('LOGIN_FAILED');
    return found;
  }

  return async (attempt) => {
    const { address, before } = attempt;
    const person = await check(attempt);
    const now = app.clock();
    const wait = begun.waitFor(person.id, now);
    if (wait > 0) throw slowDown(wait);
    begun.fail(person.id, now);
    const { token, ended } = await store.tx(async (db) => {
      if (!(await isStillSo(db, person))) throw new Refused('LOGIN_FAILED');
      return sessions.begin(db, person.id, address);
    });
    sessions.announce(person.id, ended);
    if (before !== null) await sessions.end(before.personId, before.tokenHash);
    return { person, token };
  };
}
