/** Where the demo is played: the real server, and everyone’s visitor. */
import { tablesOf, type Centre, type Db } from '@heping/db';
import type { FastifyInstance } from 'fastify';
import { deskOf, type Acting, type Desk } from '../evaluations/commands/desk.ts';
import type { Visitor } from '../sessions/sessions.ts';

export interface Stage {
  readonly app: FastifyInstance;
  readonly desk: Desk;
  readonly centres: ReadonlyMap<string, Centre>;
  visitor(personId: string): Visitor;
  acting(evaluation: string, personId: string): Acting;
  /** The director of a centre. */
  directorOf(centreId: string): string;
}

/** Sets the stage. Signatures of the demo need no password: the people are invented, and hashing takes long. */
export async function openStage(app: FastifyInstance): Promise<Stage> {
  const desk: Desk = { ...deskOf(app), verifyPassword: async () => true };
  const { visitors, centres, directors } = await readPeople(app.store.db);
  const visitor = (personId: string) => {
    const found = visitors.get(personId);
    if (found === undefined) throw new Error(`demo: nobody is ${personId}`);
    return found;
  };
  return {
    ...{ app, desk, centres, visitor },
    acting: (evaluation, personId) => ({ evaluation, visitor: visitor(personId) }),
    directorOf(centreId) {
      const director = directors.get(centreId);
      if (director === undefined) throw new Error(`demo: ${centreId} has no director`);
      return director;
    },
  };
}

async function readPeople(db: Db) {
  const { people, centres, centrePeople } = tablesOf(db);
  const [everyone, houses, ties] = await Promise.all([
    db.select().from(people),
    db.select().from(centres),
    db.select().from(centrePeople),
  ]);
  return {
    visitors: new Map(
      everyone.map(({ id, name, nameEn, locale, isAdministrator }): [string, Visitor] => [
        id,
        { personId: id, name, nameEn, locale, isAdministrator, tokenHash: '' },
      ]),
    ),
    centres: new Map(houses.map((centre) => [centre.id, centre])),
    directors: new Map(
      ties.filter(({ role }) => role === 'director').map(({ centreId, personId }) => [centreId, personId]),
    ),
  };
}
