/** Signing in: one answer and one duration for whatever is wrong (SECURITY C1, C3). */
import type { Person } from '@heping/db';
import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { Refused } from '../refused.ts';
import { dummyHash, isPassword, type PasswordCost } from './password.ts';
import type { Visitor } from './sessions.ts';
import { Throttle } from './throttle.ts';

const MINUTE = 60_000;
const PER_ACCOUNT = { most: 5, windowMs: 15 * MINUTE };
const PER_ADDRESS = { most: 50, windowMs: 60 * MINUTE };

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

/** Throws LOGIN_FAILED, or SLOW_DOWN after five failures on an account from one address, or fifty from an address. */
export function createSignIn(app: FastifyInstance, cost: PasswordCost): SignIn {
  const { store, sessions } = app;
  const accounts = new Throttle(PER_ACCOUNT);
  const addresses = new Throttle(PER_ADDRESS);
  const nobody = dummyHash(cost);
  const turns = new Map<string, Promise<unknown>>();

  /** One try after another per account and address, so that many at once cannot outrun the count. */
  async function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
    const turn = (turns.get(key) ?? Promise.resolve()).then(work, work);
    turns.set(key, turn);
    try {
      return await turn;
    } finally {
      if (turns.get(key) === turn) turns.delete(key);
    }
  }

  async function check({ username, password, address }: Attempt, account: string): Promise<Person> {
    const { people } = store.tables;
    const now = app.clock();
    const wait = Math.max(accounts.waitFor(account, now), addresses.waitFor(address, now));
    if (wait > 0) {
      const seconds = Math.ceil(wait / 1000);
      throw new Refused('SLOW_DOWN', { seconds }, { retryAfter: seconds });
    }
    const [person] = await store.db.select().from(people).where(eq(people.username, username));
    const isRight = await isPassword(password, person?.passwordHash ?? nobody);
    if (person === undefined || !isRight || person.disabledAt !== null) {
      accounts.fail(account, now);
      addresses.fail(address, now);
      throw new Refused('LOGIN_FAILED');
    }
    accounts.forget(account);
    return person;
  }

  return async (attempt) => {
    const { username, address, before } = attempt;
    const account = `${username}\n${address}`;
    const person = await inTurn(account, () => check(attempt, account));
    const token = await store.tx((db) => sessions.begin(db, person.id, address));
    if (before !== null) await sessions.end(before.personId, before.tokenHash);
    return { person, token };
  };
}
