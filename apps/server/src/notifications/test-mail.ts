/** A test message, to oneself and to nobody else. [NT6] */
import type { TestAnswer } from '@heping/protocol';
import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { newId } from '../ids.ts';
import { Refused, slowDown } from '../refused.ts';
import { Throttle } from '../sessions/throttle.ts';
import type { Visitor } from '../sessions/sessions.ts';
import { testMail } from './mail-words.ts';

const tests = new WeakMap<FastifyInstance, Throttle>();
const PACE = { most: 5, windowMs: 600_000 } as const;

/** Throws SLOW_DOWN, MAIL_OFF and MAIL_ADDRESS_MISSING. */
export async function sendTestMail(app: FastifyInstance, visitor: Visitor): Promise<TestAnswer> {
  const { store, outgoing, clock } = app;
  const { people } = store.tables;
  if (outgoing.mailer === null) throw new Refused('MAIL_OFF');
  const [person] = await store.db.select().from(people).where(eq(people.id, visitor.personId));
  if (person === undefined || person.email === '') throw new Refused('MAIL_ADDRESS_MISSING');
  countTest(app, visitor.personId, clock());
  const { name, nameEn, locale, email } = person;
  const reader = {
    name: locale === 'en' && nameEn !== '' ? nameEn : name,
    locale,
    origin: outgoing.origin(),
  };
  const letter = { id: newId(), to: { name: reader.name, address: email }, ...testMail(reader) };
  const { ok, status, answer } = await outgoing.mailer.send(letter);
  return { ok, status, answer };
}

/** Five in ten minutes, of mail and webhooks together. Throws SLOW_DOWN. */
export function countTest(app: FastifyInstance, personId: string, now: number): void {
  const throttle = tests.get(app) ?? new Throttle(PACE);
  tests.set(app, throttle);
  const wait = throttle.waitFor(personId, now);
  if (wait > 0) throw slowDown(wait);
  throttle.fail(personId, now);
}
