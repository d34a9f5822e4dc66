/** A document on the bench: the guard alone, without rooms, sockets or a log. */
import type { DocumentKind } from '@heping/protocol';
import { huzhou } from '@heping/scoring';
import * as Y from 'yjs';
import { contentOf, type Content } from '../content.ts';
import { judge } from '../guard.ts';
import { Places } from '../places.ts';
import type { Ground, Verdict } from '../verdict.ts';
import { craft, type CraftDeletes, type CraftStruct } from './craft.ts';

export const ALICE = 1001;
export const BO = 2002;
export const NOW = 1_772_000_000_000;

/** A document as the server holds it, with client ids that belong to alice and bo. */
export class Bench implements Ground {
  readonly doc = new Y.Doc();
  readonly content: Content;
  readonly places: Places;
  readonly owners = new Map([
    [ALICE, 'alice'],
    [BO, 'bo'],
  ]);
  /** A plan speaks of so many findings; some of them may be over. */
  constructor(kind: DocumentKind, last = 2, over: readonly number[] = []) {
    const findings = { last, over: new Set(over) };
    this.content = contentOf({ kind, rubric: huzhou, tier: 'township', step: 5, findings: () => findings });
    this.places = new Places(this.content);
  }
  ownerOf(client: number) {
    return this.owners.get(client);
  }
  get clientCount() {
    return this.owners.size;
  }
  clientsOf(person: string) {
    return [...this.owners].flatMap(([client, owner]) => (owner === person ? [client] : []));
  }
  /** What somebody did before, already in. */
  by(client: number, change: (doc: Y.Doc) => void): this {
    Y.applyUpdate(this.doc, updateBy(client, this.doc, change));
    return this;
  }
  judge(bytes: Uint8Array, person = 'alice'): Verdict {
    return judge(this, { person, barred: null, now: NOW, since: NOW - 86_400_000 }, bytes);
  }
  /** One section of alice's at the place where her next struct goes. */
  craft(structs: CraftStruct[], deletes: CraftDeletes[] = [], client = ALICE): Verdict {
    const clock = Y.getState(this.doc.store, client);
    return this.judge(craft(structs.length === 0 ? [] : [{ client, clock, structs }], deletes));
  }
}

/** The update of one change on top of what a document holds. */
export function updateBy(client: number, base: Y.Doc, change: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(base));
  doc.clientID = client;
  const before = Y.encodeStateVector(doc);
  doc.transact(() => change(doc));
  return Y.encodeStateAsUpdate(doc, before);
}

export const codeOf = (verdict: Verdict): string =>
  verdict.kind === 'refused' ? verdict.refusal.code : verdict.kind;

export const record = () => new Bench('record');
export const ballot = () => new Bench('ballot');
export const consensus = () => new Bench('consensus');
export const plan = (findings?: number, over?: readonly number[]) => new Bench('plan', findings, over);
export const REMARK = { root: 'remark:A1.1.1' };
export const NOTE = { root: 'note:A1.1.1' };
export const THREAD = { root: 'thread:A1.1.1' };
export const SCORE = { root: 'scores', sub: 'A1.1.1' };
export const at = (client: number, clock: number) => ({ client, clock });
