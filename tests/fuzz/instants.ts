/**
 * A panel that writes while its chair reveals, locks and unlocks by the real commands: delayed, replayed and offline
 * writes, second tabs, seats and sessions that come and go. Keeps a ledger of everything that was written, and of what
 * was known at the instant of each command.
 */
import {
  agree,
  formatDocumentName,
  readConflicts,
  reasonOf,
  recordFact,
  type DocumentKind,
  type DocumentName,
} from '@heping/protocol';
import type { Phase } from '@heping/scoring';
import { eq } from 'drizzle-orm';
import * as Y from 'yjs';
import { writeEntries } from '../../apps/server/src/demo/write.ts';
import type { Acting, Desk } from '../../apps/server/src/evaluations/commands/desk.ts';
import { lockSheet } from '../../apps/server/src/evaluations/commands/lock.ts';
import { openScoring } from '../../apps/server/src/evaluations/commands/open.ts';
import { recuse } from '../../apps/server/src/evaluations/commands/recuse.ts';
import { revealBallots } from '../../apps/server/src/evaluations/commands/reveal.ts';
import { signSheet } from '../../apps/server/src/evaluations/commands/sign.ts';
import { unlockSheet } from '../../apps/server/src/evaluations/commands/unlock.ts';
import { sheetInForce } from '../../apps/server/src/evaluations/sheet-in-force.ts';
import { newId } from '../../apps/server/src/ids.ts';
import { Refused } from '../../apps/server/src/refused.ts';
import { openSeal } from '../../apps/server/src/sheets/seal.ts';
import { Client } from '../../apps/server/src/sync/testing/client.ts';
import { PANEL, until, visitorOf, type World } from '../../apps/server/src/sync/testing/world.ts';
import { seedEvaluation } from '../../apps/server/src/testing/cast.ts';
import { agreementOf, factsOf } from '../../apps/server/src/testing/walk.ts';

import {
  headsOf,
  isSaved,
  isTied,
  OPEN_IN,
  tie,
  type Absence,
  type Entry,
  type Instant,
} from './instants-ledger.ts';
import { CODES, writeOf, type NETWORK, type Step, type Tally } from './instants-steps.ts';

const CHAIR = 'alice';

interface Device {
  readonly person: string;
  readonly name: DocumentName;
  client: Client;
}

export class PanelAtInstants {
  readonly devices: Device[] = [];
  readonly entries: Entry[] = [];
  readonly instants: Instant[] = [];
  readonly absences: Absence[] = [];
  /** Documents whose owner was told that they cannot go on. */
  readonly given = new Set<Y.Doc>();
  /** Who stepped back for good. */
  readonly recused = new Set<string>();
  readonly #world: World;
  readonly #evaluation: string;
  readonly #tally: Tally;
  readonly #desk: Desk;
  readonly #clients = new Map<Y.Doc, Client[]>();
  /** Connections on which something was said that may be refused, whatever came before it. */
  readonly #doubted = new Set<Client>();
  readonly #pending = new Set<Promise<unknown>>();
  readonly #unexpected: Error[] = [];
  #phase: Phase = 'planned';
  #due: readonly Entry[] = [];
  #count = 0;

  constructor(world: World, evaluation: string, tally: Tally) {
    this.#world = world;
    this.#evaluation = evaluation;
    this.#tally = tally;
    this.#desk = {
      store: world.store,
      corridor: {
        command: (id, work) =>
          world.corridor.command(id, async (moment) => {
            await this.#standsStill();
            const answer = await work(moment);
            await this.#look();
            return answer;
          }),
        revalidate: (person) => world.corridor.revalidate(person),
        close: () => world.corridor.close(),
      },
      notices: { evaluationChanged: () => undefined, summon: () => undefined, workChanged: () => undefined },
      seal: openSeal(world.dataDir),
      clock: () => world.now,
      newId,
      verifyPassword: async () => true,
    };
  }

  // the life of the evaluation

  async begin(): Promise<void> {
    const { store, corridor } = this.#world;
    this.#world.signedOut.clear();
    await store.tx((db) =>
      db.delete(store.tables.centrePeople).where(eq(store.tables.centrePeople.role, 'staff')),
    );
    await seedEvaluation(store, { id: this.#evaluation, kind: 'spot-check' });
    await openScoring(this.#desk, this.#acting(CHAIR));
    await writeEntries(corridor, this.#evaluation, [factsOf(this.#evaluation)]);
    for (const person of PANEL) {
      this.#open(person, 'ballot');
      this.#open(person, 'record');
    }
  }

  #acting = (person: string): Acting => ({ evaluation: this.#evaluation, visitor: visitorOf(person) });

  /** While a command has its turn: what is locked has not moved since the last one. */
  async #standsStill(): Promise<void> {
    const last = this.instants.at(-1);
    if (last === undefined) return;
    const now = await headsOf(this.#world.store, this.#evaluation);
    for (const [document, seq] of now) {
      const kind = document.split(':', 1)[0] as DocumentKind;
      if (OPEN_IN[kind].includes(last.phase)) continue;
      const before = last.heads.get(document) ?? 0;
      if (seq !== before)
        this.#unexpected.push(new Error(`${document} grew from ${before} to ${seq} in ${last.phase}`));
    }
  }

  /** Still in the command's turn, after its commit. */
  async #look(): Promise<void> {
    const { store } = this.#world;
    const { evaluations } = store.tables;
    const [row] = await store.db.select().from(evaluations).where(eq(evaluations.id, this.#evaluation));
    if (row === undefined || row.phase === this.#phase) return;
    this.#phase = row.phase;
    const saved = this.entries.filter((entry) => this.isSaved(entry));
    this.#tally['savedAtInstant'] = (this.#tally['savedAtInstant'] ?? 0) + saved.length;
    const heads = await headsOf(this.#world.store, this.#evaluation);
    // Who is shown out meanwhile is told so, and what waited of theirs is not looked at.
    const due = this.#due.filter(({ client }) => client?.ended !== 4401 && client?.ended !== 4404);
    this.#tally['dueAtInstant'] = (this.#tally['dueAtInstant'] ?? 0) + due.length;
    this.instants.push({ phase: row.phase, epoch: row.epoch, heads, saved, due });
  }

  isSaved = (entry: Entry): boolean => isSaved(entry, this.#clients);

  /** What has arrived on connections that stand well, while the phase allows it and no command is on its way. */
  #arrived(): readonly Entry[] {
    return this.entries.filter(
      ({ client, document }) =>
        client !== null &&
        !this.#doubted.has(client) &&
        client.isSynced &&
        !client.isHeldBack &&
        OPEN_IN[document.kind].includes(this.#phase),
    );
  }

  /** Gives a command without waiting for it. */
  #give(what: string, command: () => Promise<unknown>): void {
    if (this.#pending.size === 0) this.#due = this.#arrived();
    const given = command()
      .then(
        () => this.#did(what),
        (error: unknown) => {
          if (!(error instanceof Refused))
            this.#unexpected.push(new Error(`${what} threw`, { cause: error }));
          else if (what === 'locks') this.#did('locksRefused');
        },
      )
      .finally(() => this.#pending.delete(given));
    this.#pending.add(given);
  }

  #did(what: string): void {
    this.#tally[what] = (this.#tally[what] ?? 0) + 1;
  }

  async #reveal(): Promise<void> {
    await revealBallots(this.#desk, this.#acting(CHAIR), { reason: '到时间了' });
    const { change } = agreementOf(this.#evaluation);
    await writeEntries(this.#world.corridor, this.#evaluation, [
      {
        document: this.name('consensus'),
        by: CHAIR,
        change: (doc) => {
          change(doc);
          // A reason everywhere, so that a lower score is no gap.
          for (const code of CODES) reasonOf(doc, code).insert(0, '扣分原因');
        },
      },
    ]);
    for (const person of PANEL) this.#open(person, 'consensus');
  }

  /** The chair settles what stands open and locks in the same breath. */
  #lock(): void {
    for (const device of this.devices) {
      if (device.person !== CHAIR || !device.client.isOpen || device.name.kind === 'ballot') continue;
      for (const key of Object.keys(readConflicts(device.client.doc))) {
        const place = key.slice(key.indexOf(':') + 1);
        if (device.name.kind === 'consensus') this.#write(device, null, (doc) => agree(doc, place, 5));
        else this.#write(device, null, (doc) => recordFact(doc, place, `定稿${(this.#count += 1)}`));
      }
    }
    this.#give('locks', () => lockSheet(this.#desk, this.#acting(CHAIR)));
  }

  async #sign(person: string): Promise<void> {
    const sheet = await sheetInForce(this.#world.store.db, this.#evaluation);
    const hash = sheet?.hash ?? 'none';
    await signSheet(this.#desk, this.#acting(person), { password: 'given', hash });
  }

  // people

  /** Not the chair: without one nothing is revealed or locked any more. */
  #other = (who: number): string => PANEL[1 + (who % (PANEL.length - 1))] ?? 'bo';

  #doubt(person: string): void {
    for (const { client, person: owner } of this.devices) if (owner === person) this.#doubted.add(client);
  }

  async #stand(what: 'unseat' | 'seat' | 'signOut' | 'signIn', person: string): Promise<void> {
    const { store, corridor, signedOut } = this.#world;
    this.#doubt(person);
    const isBack = what === 'seat' || what === 'signIn';
    // Ends before the right is given back.
    if (isBack) await this.#back(person);
    if (what === 'signOut') {
      signedOut.add(person);
      corridor.signOut(person);
    } else if (what === 'signIn') signedOut.delete(person);
    else {
      await tie(store, person, what === 'unseat');
      await corridor.revalidate(person);
    }
    if (isBack) return;
    this.#did('absences');
    // One turn: what somebody sent before they had to leave is judged. [SO10]
    const from = await corridor.command(this.#evaluation, () => headsOf(this.#world.store, this.#evaluation));
    // Somebody may have been let back in meanwhile.
    const isAway = what === 'signOut' ? signedOut.has(person) : await isTied(store, person);
    if (isAway) this.absences.push({ person, from, to: null });
  }

  async #back(person: string): Promise<void> {
    const open = this.absences.filter((absence) => absence.person === person && absence.to === null);
    const to = await headsOf(this.#world.store, this.#evaluation);
    for (const absence of open) absence.to = to;
  }

  // devices

  name(kind: DocumentKind, person = CHAIR): DocumentName {
    const evaluation = this.#evaluation;
    return kind === 'ballot' ? { kind, evaluation, person } : { kind, evaluation };
  }

  #open(person: string, kind: DocumentKind): void {
    const name = this.name(kind, person);
    this.devices.push({ person, name, client: this.#connect(person, name, new Y.Doc()) });
  }

  #connect(person: string, name: DocumentName, doc: Y.Doc): Client {
    const client = new Client(this.#world.corridor, person, name, { doc });
    this.#clients.set(doc, [...(this.#clients.get(doc) ?? []), client]);
    // What comes with the whole difference may be refused.
    if (this.entries.some((entry) => entry.doc === doc && !this.isSaved(entry))) this.#doubted.add(client);
    return client;
  }

  /** Nobody is turned away without a word; who is, starts afresh, as our pages do. */
  #mourn(device: Device): void {
    const { client, person, name } = device;
    if (client.isOpen || [1006, 4401, 4404].includes(client.ended ?? 0)) return;
    const why = client.refused.at(-1);
    if (client.ended !== 4403 || why === undefined || why.soft)
      throw new Error(`${person} was shown out of ${formatDocumentName(name)} with ${client.ended}`);
    if (why.refusal.code !== 'LOCKED' && why.refusal.code !== 'NOT_YOURS')
      throw new Error(`${person} was refused with ${why.refusal.code} in ${formatDocumentName(name)}`);
    this.#did('lockedOut');
    this.given.add(client.doc);
    device.client = this.#connect(person, name, new Y.Doc());
  }

  #rejoin(device: Device): void {
    this.#did('rejoins');
    device.client = this.#connect(device.person, device.name, device.client.doc);
  }

  #write(device: Device, token: string | null, change: (doc: Y.Doc) => void): void {
    const { client, name } = device;
    const updates: Uint8Array[] = [];
    const keep = (update: Uint8Array) => updates.push(update);
    client.doc.on('update', keep);
    change(client.doc);
    client.doc.off('update', keep);
    this.#did(!client.isOpen ? 'offlineWrites' : client.isHeldBack ? 'heldWrites' : 'writes');
    this.entries.push({
      document: name,
      doc: client.doc,
      updates,
      token,
      client: client.isOpen ? client : null,
      number: client.sent,
    });
    const isInTime = OPEN_IN[name.kind].includes(this.#phase) && this.#pending.size === 0;
    if (!isInTime || !client.isSynced || client.isHeldBack) this.#doubted.add(client);
  }

  /** An old frame of the same person, from any of their devices, or one that everybody was told. */
  #replay({ client, name, person }: Device, at: number): void {
    const document = formatDocumentName(name);
    const own = this.entries.filter(
      (entry) =>
        formatDocumentName(entry.document) === document &&
        this.devices.some((device) => device.person === person && device.client.doc === entry.doc),
    );
    const old = [...own.flatMap(({ updates }) => updates), ...client.updates];
    const frame = old[at % Math.max(1, old.length)];
    if (frame === undefined || !client.isOpen) return;
    this.#did('replays');
    this.#doubted.add(client);
    client.sendUpdate(frame);
  }

  // steps

  async step(step: Step): Promise<void> {
    this.#world.now += 1_000;
    this.#happen(step);
    for (let turn = 0; turn < step.turns; turn += 1)
      await new Promise<void>((resolve) => setImmediate(resolve));
    this.#raise();
  }

  #raise(): void {
    const [first] = this.#unexpected;
    if (first !== undefined) throw first;
  }

  /** A device for what is to be done, of one person's or of anybody's. */
  #device(kind: DocumentKind | null, which: number): Device | undefined {
    const fitting = this.devices.filter(({ name }) => kind === null || name.kind === kind);
    const device = fitting[which % Math.max(1, fitting.length)];
    if (device !== undefined) this.#mourn(device);
    return device;
  }

  #happen(step: Step): void {
    const { do: what, who, which, at } = step;
    switch (what) {
      case 'rest':
        return;
      case 'score':
      case 'agree':
      case 'say':
      case 'note':
      case 'fact': {
        const kind =
          what === 'score' ? 'ballot' : what === 'note' || what === 'fact' ? 'record' : 'consensus';
        const device = this.#device(kind, which);
        if (device === undefined) return;
        const { person } = device;
        const write = writeOf(what, { person, at, count: (this.#count += 1), now: this.#world.now });
        this.#write(device, write.token, write.change);
        return;
      }
      case 'reveal':
        return this.#give('reveals', () => this.#reveal());
      case 'lock':
        return this.#lock();
      case 'unlock':
        return this.#give('unlocks', () => unlockSheet(this.#desk, this.#acting(CHAIR), { reason: '再议' }));
      case 'sign':
        return this.#give('signatures', () => this.#sign(PANEL[who % PANEL.length] ?? CHAIR));
      case 'recuse': {
        const person = this.#other(who);
        // Twice at most, so that there is a panel.
        if (this.recused.size >= 2 || this.recused.has(person)) return;
        this.recused.add(person);
        this.#doubt(person);
        return this.#give('recusals', () =>
          recuse(this.#desk, this.#acting(person), { reason: '回避' }).catch((error: unknown) => {
            this.recused.delete(person);
            throw error;
          }),
        );
      }
      case 'unseat':
      case 'seat':
      case 'signOut':
      case 'signIn':
        return this.#give(what, () => this.#stand(what, this.#other(who)));
      default:
        return this.#onNetwork(what, which, at);
    }
  }

  #onNetwork(what: (typeof NETWORK)[number], which: number, at: number): void {
    const device = this.#device(null, which);
    if (device === undefined) return;
    switch (what) {
      case 'hold':
        return device.client.holdBack();
      case 'letGo':
        for (const { client } of this.devices) client.letGo();
        return;
      case 'replay':
        return this.#replay(device, at);
      case 'cut':
        this.#did('cuts');
        return device.client.cut();
      case 'rejoin':
        for (const one of this.devices) {
          this.#mourn(one);
          if (!one.client.isOpen) this.#rejoin(one);
        }
        return;
      case 'tab':
        if (this.devices.length >= 24) return;
        this.#did('tabs');
        return this.#open(device.person, device.name.kind);
    }
  }

  async #quiet(): Promise<void> {
    while (this.#pending.size > 0) await Promise.all(this.#pending);
    await until(
      () =>
        this.devices.every(
          ({ client }) => !client.isOpen || (client.isSynced && client.acknowledged >= client.sent),
        ),
      'quiet',
    );
  }

  /** Whoever can come back does, and everything is told to everybody. */
  async gather(): Promise<void> {
    while (this.#pending.size > 0) await Promise.all(this.#pending);
    for (const person of PANEL.slice(1)) {
      await this.#stand('seat', person);
      await this.#stand('signIn', person);
    }
    for (let round = 0; round < 3; round += 1) {
      for (const device of this.devices) {
        device.client.letGo();
        this.#mourn(device);
        if (!device.client.isOpen) this.#rejoin(device);
      }
      await this.#quiet();
    }
    for (const device of this.devices) this.#mourn(device);
    await this.#quiet();
    await this.#desk.corridor.command(this.#evaluation, async () => undefined);
    this.#raise();
  }

  leave(): void {
    for (const { client } of this.devices) client.cut();
  }
}
