/** What this device keeps of people, all of it, for whoever asks what is unsent or lets them go. [DV7] */
import { formatDocumentName, parseDocumentName, type Evaluation } from '@heping/protocol';
import { api } from './api/client.ts';
import { answered, forgetAnswers } from './device/answers.ts';
import { personIn, written } from './device/sealed-shelf.ts';
import { shelf, type ShelfName } from './device/shelf.ts';
import { joinKeeping, type Unsent } from './device/unsent.ts';
import { copiesOf, localKey, marksOfPerson } from './doc/kept.ts';
import { drafters, draftsOf, forgetDrafts } from './drafts/drafts.ts';
import { forgetQueue, queueOf, queuers, type QueueState } from './evidence/queue.ts';
import { inHand } from './evidence/in-hand.svelte.ts';
import { sender } from './evidence/sender.svelte.ts';
import { m } from './paraglide/messages.js';
import { DOCUMENT_WORDS, nameOf } from './words.ts';

/** Everything of the documents; their keys begin with the person. */
const OF_DOCUMENTS = ['updates', 'marks', 'copies', 'standings'] as const satisfies readonly ShelfName[];

joinKeeping({
  name: 'documents',
  async unsent(person) {
    const changes = new Map<string, Set<string>>();
    for (const { document, places } of await marksOfPerson(person))
      changes.set(document, new Set([...(changes.get(document) ?? []), ...places]));
    const copies = await copiesOf(person);
    return Promise.all<Unsent>([
      ...[...changes].map(async ([document, places]) => ({
        what: 'changes' as const,
        where: await whereOf(person, document),
        count: places.size,
      })),
      ...copies.map(async ({ document }) => ({
        what: 'copy' as const,
        where: await whereOf(person, document),
        count: 1,
      })),
    ]);
  },
  async send(person) {
    const { bringInStep } = await import('./doc/in-step.ts');
    const documents = new Set((await marksOfPerson(person)).map(({ document }) => document));
    for (const document of documents) await bringInStep(person, document.slice(localKey(person, '').length));
  },
  async forget(person) {
    for (const name of OF_DOCUMENTS) await shelf(name).removeAll(localKey(person, ''));
  },
  async people() {
    const keys = await Promise.all(OF_DOCUMENTS.map((name) => shelf(name).keys('')));
    return [...new Set(keys.flat().map(personIn))];
  },
  settled: written,
  async takeOver(person) {
    if (await hasOld()) await (await import('./doc/old-device.ts')).takeOver(person);
  },
});

joinKeeping({
  name: 'drafts',
  unsent: async (person) =>
    [...Map.groupBy(draftsOf(person), (page) => page)].map(([page, { length }]) => ({
      what: 'draft',
      where: '',
      count: length,
      ...(page === undefined ? {} : { page }),
    })),
  forget: async (person) => forgetDrafts(person),
  people: async () => drafters(),
});

joinKeeping({
  name: 'files that are on no disk',
  unsent: filesInHand,
  onPage: filesInHand,
  ready: () => inHand.ready(),
  letGo(person) {
    const lost = inHand.unkeptOf(person).length + inHand.unreadyOf(person).length;
    inHand.forget(person);
    return lost;
  },
  forget: async (person) => inHand.forget(person),
});

joinKeeping({
  name: 'evidence',
  async unsent(person) {
    const here = (await queueOf(person)).filter(({ state }) => state !== 'sent');
    const lines = await Promise.all(
      [...Map.groupBy(here, ({ evaluation }) => evaluation)].map(async ([evaluation, pieces]) => {
        const where = await centreOf(evaluation);
        const of = (what: 'photo' | 'refused-photo', state: QueueState) => {
          const count = pieces.filter((piece) => piece.state === state).length;
          return count === 0 ? [] : { what, where, count, page: pageOf(evaluation) };
        };
        return [of('photo', 'waiting'), of('refused-photo', 'refused')].flat();
      }),
    );
    return lines.flat();
  },
  async send() {
    await inHand.ready();
    await sender.finish();
  },
  async giveUp(person) {
    const lost = (await queueOf(person)).filter(({ state }) => state !== 'sent');
    if (lost.length === 0) return;
    const [{ bringInStep }, { withdraw }] = await Promise.all([
      import('./doc/in-step.ts'),
      import('./evidence/reconcile.ts'),
    ]);
    for (const [evaluation, pieces] of Map.groupBy(lost, (piece) => piece.evaluation))
      await bringInStep(person, formatDocumentName({ kind: 'record', evaluation }), (record) =>
        withdraw(record, pieces),
      );
  },
  forget: forgetQueue,
  people: queuers,
});

joinKeeping({
  name: 'answers',
  unsent: async () => [],
  forget: forgetAnswers,
  people: answered,
});

async function filesInHand(person: string): Promise<readonly Unsent[]> {
  const lists = [
    ['unready-photo', inHand.unreadyOf(person)],
    ['unkept-photo', inHand.unkeptOf(person)],
  ] as const;
  return Promise.all(
    lists.flatMap(([what, files]) =>
      [...Map.groupBy(files, ({ evaluation }) => evaluation)].map(async ([evaluation, { length }]) => ({
        ...{ what, where: await centreOf(evaluation), count: length, page: pageOf(evaluation) },
      })),
    ),
  );
}
/** Where files are saved elsewhere, or given up. */
const pageOf = (evaluation: string): string => `/evaluations/${evaluation}/score`;

/** Databases of versions that kept documents in the clear. */
async function hasOld(): Promise<boolean> {
  const databases = (await globalThis.indexedDB?.databases?.()) ?? [];
  return databases.some(({ name }) => name === 'heping-kept' || name?.startsWith('heping|'));
}

/** “德清县武康街道中心 · 个人评分表” */
async function whereOf(person: string, document: string): Promise<string> {
  const name = parseDocumentName(document.slice(localKey(person, '').length));
  if (name === undefined) return m.score_place_unknown();
  const word = DOCUMENT_WORDS[name.kind]();
  const centre = await centreOf(name.evaluation);
  return centre === '' ? word : m.device_where({ centre, document: word });
}

/** Empty where it cannot be had now. */
async function centreOf(evaluation: string): Promise<string> {
  const known = await api.get<Evaluation>(`/evaluations/${evaluation}`).catch(() => null);
  return known === null ? '' : nameOf(known.centre);
}
