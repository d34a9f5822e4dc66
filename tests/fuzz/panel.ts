/** A panel at work on its devices, as chance has it: writing, erring, losing the network, coming back, meaning harm. */
import {
  addMeasure,
  addPiece,
  agree,
  castScore,
  claim,
  causeOf,
  formatDocumentName,
  linkPiece,
  noteOf,
  placesIn,
  readConflicts,
  readPieces,
  reasonOf,
  putBeside,
  readingPlacesOf,
  recordFact,
  remarkOf,
  removeMeasure,
  say,
  setMeasure,
  setPiece,
  setRectification,
  statementOf,
  wordsOf,
  type DocumentName,
} from '@heping/protocol';
import {
  huzhou,
  indicatorsOf,
  MEASURE_KINDS,
  METHODS,
  PIECE_KINDS,
  RECTIFICATION_KINDS,
} from '@heping/scoring';
import * as Y from 'yjs';
import { Client, quiet } from '../../apps/server/src/sync/testing/client.ts';
import { PANEL, until, type World } from '../../apps/server/src/sync/testing/world.ts';
import { forge, mutate } from './hostile.ts';
import type { Chance } from './random.ts';

const CODES = indicatorsOf(huzhou)
  .slice(0, 4)
  .map(({ code }) => code);
const STUDY = readingPlacesOf(huzhou, 'township').find(({ key }) => key === 'study')!;
const FACTS = ['study', 'topics', 'floor-area', 'floor-area.na', 'staff'];
const WORDS = ['面积', '不足', 'ok ', '😀', '。', '现场查看'];

export interface Tally {
  soft: number;
  hard: number;
  conflicts: number;
  cuts: number;
  rejoins: number;
  replays: number;
  harmful: number;
  harmfulRefused: number;
  lockedOut: number;
  fresh: number;
  messages: number;
}
export const emptyTally = (): Tally => ({
  soft: 0,
  hard: 0,
  conflicts: 0,
  cuts: 0,
  rejoins: 0,
  replays: 0,
  harmful: 0,
  harmfulRefused: 0,
  lockedOut: 0,
  fresh: 0,
  messages: 0,
});

/** One device of one person with one document open. */
interface Device {
  readonly person: string;
  readonly name: DocumentName;
  client: Client;
  /** Soft and hard refusals seen on earlier connections. */
  countedRefusals: number;
}

export class PanelAtWork {
  readonly devices: Device[] = [];
  readonly tally: Tally;
  readonly #world: World;
  readonly #evaluation: string;
  readonly #chance: Chance;
  #messages = 0;

  constructor(world: World, evaluation: string, chance: Chance, tally: Tally) {
    this.#world = world;
    this.#evaluation = evaluation;
    this.#chance = chance;
    this.tally = tally;
  }

  name(kind: DocumentName['kind'], person: string): DocumentName {
    return kind === 'ballot'
      ? { kind, evaluation: this.#evaluation, person }
      : { kind, evaluation: this.#evaluation };
  }

  open(person: string, kind: DocumentName['kind']): void {
    const name = this.name(kind, person);
    this.devices.push({ person, name, client: this.#connect(person, name), countedRefusals: 0 });
  }

  #connect(person: string, name: DocumentName, doc?: Y.Doc): Client {
    return new Client(this.#world.corridor, person, name, doc === undefined ? {} : { doc });
  }

  /** One thing happens. */
  async step(): Promise<void> {
    const chance = this.#chance;
    const device = chance.pick(this.devices);
    this.#mourn(device);
    if (chance.oneIn(12)) this.#cutOrRejoin(device);
    else if (chance.oneIn(25)) this.#replay(device);
    else if (chance.oneIn(10)) await this.harm(device);
    else this.#write(device);
    if (chance.oneIn(3)) await this.#breathe();
  }

  /** Lets the server work a little, without waiting for all of it. */
  async #breathe(): Promise<void> {
    for (let turns = this.#chance.below(4); turns >= 0; turns -= 1)
      await new Promise<void>((resolve) => setImmediate(resolve));
  }

  /** A device that was refused starts afresh, as ours does; one that was cut keeps what it has. */
  #mourn(device: Device): void {
    const { client } = device;
    if (client.isOpen) return;
    if (client.ended === 4403) {
      this.tally.hard += 1;
      if (client.refused.at(-1)?.refusal.code === 'LOCKED') this.tally.lockedOut += 1;
      this.tally.fresh += 1;
      this.#count(device);
      device.client = this.#connect(device.person, device.name);
    } else if (client.ended !== 1006)
      throw new Error(
        `${device.person} was shown out of ${formatDocumentName(device.name)} with ${client.ended}`,
      );
  }

  #count({ client }: Device): void {
    this.tally.soft += client.refused.filter(({ soft }) => soft).length;
  }

  #cutOrRejoin(device: Device): void {
    const { client } = device;
    if (client.isOpen) {
      this.tally.cuts += 1;
      client.cut();
      return;
    }
    this.#rejoin(device);
  }

  #rejoin(device: Device): void {
    this.tally.rejoins += 1;
    this.#count(device);
    // A page that is loaded again opens what the device kept under a fresh id.
    const doc = this.#chance.oneIn(3) ? new Y.Doc() : device.client.doc;
    if (doc !== device.client.doc) Y.applyUpdate(doc, Y.encodeStateAsUpdate(device.client.doc));
    device.client = this.#connect(device.person, device.name, doc);
  }

  #replay({ client, name }: Device): void {
    const others = this.devices.filter(
      (other) => formatDocumentName(other.name) === formatDocumentName(name),
    );
    const updates = others.flatMap((other) => other.client.updates);
    if (updates.length === 0 || !client.isOpen) return;
    this.tally.replays += 1;
    client.sendUpdate(this.#chance.pick(updates));
  }

  #write({ client: { doc }, name, person }: Device): void {
    const chance = this.#chance;
    const code = chance.pick(CODES);
    const points = chance.oneIn(10) ? chance.pick([9990, 7, -5, Number.NaN]) : chance.pick([0, 5, 10, null]);
    switch (name.kind) {
      case 'ballot':
        return chance.oneIn(2) ? castScore(doc, code, points) : this.#type(remarkOf(doc, code));
      case 'record': {
        if (chance.oneIn(2)) return this.#compose(noteOf(doc, code));
        if (chance.oneIn(6)) return this.#measure(doc);
        if (chance.oneIn(3)) return this.#prove(doc, person);
        const key = chance.pick(FACTS);
        const value = key.endsWith('.na')
          ? chance.pick(['不适用', null, 'x'.repeat(201)])
          : chance.pick([1, 2, 3, 4, null, -1]);
        return recordFact(doc, key, value);
      }
      case 'plan':
        return this.#plan(doc);
      case 'self':
        return chance.oneIn(2) ? claim(doc, code, points) : this.#type(statementOf(doc, code));
      case 'consensus': {
        if (chance.oneIn(3)) return this.#type(reasonOf(doc, code));
        if (!chance.oneIn(4)) return agree(doc, code, points);
        this.#messages += 1;
        const at = this.#world.now + (chance.oneIn(8) ? 86_400_000 : 0);
        return say(doc, code, { id: `m${this.#messages}`, by: person, at, text: chance.pick(WORDS) });
      }
    }
  }

  /** A second reading beside what stands. */
  #measure(doc: Y.Doc): void {
    const chance = this.#chance;
    const value = chance.pick([1, 2, 9, -1]);
    putBeside(doc, STUDY, {
      value,
      how: chance.pick(['签到簿', 'x'.repeat(201)]),
      details: { names: '四次' },
    });
  }

  /** Brings a piece of evidence, or says something of one. */
  #prove(doc: Y.Doc, person: string): void {
    const chance = this.#chance;
    const pieces = readPieces(doc);
    if (pieces.length === 0 || chance.oneIn(3)) {
      const slot = chance
        .below(36 ** 8)
        .toString(36)
        .padStart(12, '0');
      const taken = chance.oneIn(10) ? -1 : this.#world.now;
      const origin = { by: person, kind: chance.pick(PIECE_KINDS), taken, name: '现场.jpg', of: null };
      return addPiece(doc, slot, { ...origin, serves: [chance.pick(CODES)] });
    }
    const { slot } = chance.pick(pieces);
    if (chance.oneIn(3)) return linkPiece(doc, slot, chance.pick(CODES), chance.oneIn(2));
    if (chance.oneIn(6)) return setPiece(doc, slot, 'removed', chance.pick([true, null]));
    if (chance.oneIn(4)) return setPiece(doc, slot, 'method', chance.pick([...METHODS, null]));
    setPiece(doc, slot, 'caption', chance.pick([...WORDS, null, 'x'.repeat(201)]));
  }

  #plan(doc: Y.Doc): void {
    const chance = this.#chance;
    const finding = chance.pick([1, 2]);
    const places = [...placesIn(doc).values()].flatMap((own) => [...own]);
    if (chance.oneIn(4)) return this.#type(causeOf(doc, finding));
    if (chance.oneIn(5)) return setRectification(doc, finding, chance.pick([...RECTIFICATION_KINDS, null]));
    if (places.length === 0 || chance.oneIn(5)) {
      // The last of them may be one too many.
      const slot = chance
        .below(36 ** 6)
        .toString(36)
        .padStart(6, '0');
      addMeasure(doc, { finding, slot }, chance.pick(MEASURE_KINDS));
      return;
    }
    const place = chance.pick(places);
    if (chance.oneIn(3)) return this.#type(wordsOf(doc, place));
    if (chance.oneIn(6)) return removeMeasure(doc, place);
    const due = chance.oneIn(8)
      ? chance.pick(['2026-02-30', '', 'soon'])
      : chance.pick(['2026-03-20', '2026-03-21', null]);
    setMeasure(doc, place, 'due', due);
  }

  /** An index between whole characters. */
  #between(text: string, most = text.length): number {
    const at = this.#chance.below(most + 1);
    const isHalf =
      at > 0 && at < text.length && text.charCodeAt(at - 1) >= 0xd800 && text.charCodeAt(at - 1) <= 0xdbff;
    return isHalf ? at - 1 : at;
  }

  #type(text: Y.Text | Y.XmlText): void {
    const now = text.toString().includes('<') ? '' : text.toString();
    if (text.length === 0 || now === '' || this.#chance.oneIn(2)) {
      text.insert(now === '' ? 0 : this.#between(now), this.#chance.pick(WORDS));
      return;
    }
    const [one, other] = [this.#between(now), this.#between(now)];
    if (one !== other) text.delete(Math.min(one, other), Math.abs(one - other));
  }

  #compose(note: Y.XmlFragment): void {
    const chance = this.#chance;
    const paragraph = chance.pick([...note.toArray(), null]);
    if (note.length > 3 && chance.oneIn(4)) return note.delete(chance.below(note.length), 1);
    if (!(paragraph instanceof Y.XmlElement)) {
      const fresh = new Y.XmlElement('paragraph');
      const text = new Y.XmlText(chance.pick(WORDS));
      note.doc?.transact(() => {
        note.insert(chance.below(note.length + 1), [fresh]);
        fresh.insert(0, [text]);
      });
      return;
    }
    const text = paragraph.toArray()[0];
    if (!(text instanceof Y.XmlText)) return;
    if (chance.oneIn(3) && text.length > 0) {
      const word = (text.toDelta() as { insert: string }[]).map(({ insert }) => insert).join('');
      const end = this.#between(word);
      if (end > 0) text.format(0, end, { [chance.pick(['bold', 'strike'])]: chance.oneIn(2) ? {} : null });
      return;
    }
    this.#type(text);
  }

  /** Somebody of the panel means harm, with a connection of their own. */
  async harm(device: Device): Promise<void> {
    const chance = this.#chance;
    const { name, person } = device;
    const room = () => this.#world.corridor.peek(this.#evaluation, formatDocumentName(name));
    const client = this.#connect(person, name);
    await until(() => client.isSynced || !client.isOpen, 'the harmful one is in');
    await this.quiet();
    const before = room();
    if (before === undefined) return client.cut();
    this.tally.harmful += 1;
    const ground = {
      doc: before.doc,
      client: client.doc.clientID,
      person,
      now: this.#world.now,
      roots: [...new Set([...before.content.roots.keys(), ...before.doc.share.keys()])].slice(0, 12),
      keys: [...CODES, ...FACTS, '__proto__'],
    };
    const state = Y.encodeStateAsUpdate(before.doc);
    const scratch = new Y.Doc();
    Y.applyUpdate(scratch, state);
    const vector = Y.encodeStateVector(scratch);
    scratch.transact(() => this.#write({ ...device, client: { doc: scratch } as Client }));
    const bytes = chance.oneIn(2)
      ? forge(ground, chance)
      : mutate(Y.encodeStateAsUpdate(scratch, vector), chance);
    client.sendUpdate(bytes);
    // What answers a gap is the same again.
    client.sendWhole(bytes);
    await until(() => !client.isOpen || client.acknowledged >= client.sent, 'the harmful one is answered');
    if (client.ended === 4403) {
      this.tally.harmfulRefused += 1;
      const now = room();
      const hasChanged =
        now === undefined || !Buffer.from(Y.encodeStateAsUpdate(now.doc)).equals(Buffer.from(state));
      if (hasChanged && client.refused.every(({ soft }) => !soft))
        throw new Error('a hard refusal has changed the document');
    }
    client.cut();
  }

  /** Everything that was sent is judged and answered. */
  quiet(): Promise<void> {
    return quiet(this.devices.map(({ client }) => client));
  }

  /** Everybody comes back, and everything is told to everybody. */
  async gather(): Promise<void> {
    for (let round = 0; round < 4; round += 1) {
      for (const device of this.devices) {
        this.#mourn(device);
        if (!device.client.isOpen) this.#rejoin(device);
      }
      await this.quiet();
    }
    for (const device of this.devices) {
      this.#count(device);
      this.tally.conflicts += Object.keys(readConflicts(device.client.doc)).length;
    }
  }

  leave(): void {
    for (const { client } of this.devices) client.cut();
  }
}

export { PANEL };
