/**
 * A panel that writes while its chair reveals, locks and unlocks by the real commands: delayed, replayed and offline
 * writes, second tabs, seats and sessions that come and go. Keeps a ledger of everything that was written, and of what
 * was known at the instant of each command.
 */
import {
  agree,
  readConflicts,
  reasonOf,
  recordFact,
  type DocumentKind,
  type DocumentName,
} from '@heping/protocol';
import type { Phase } from '@heping/scoring';
import { eq } from 'drizzle-orm';
import type * as Y from 'yjs';
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
import { PANEL, visitorOf, type World } from '../../apps/server/src/sync/testing/world.ts';
import { seedEvaluation } from '../../apps/server/src/testing/cast.ts';
import { agreementOf, factsOf } from '../../apps/server/src/testing/walk.ts';
import { Devices, type Device } from './instants-devices.ts';
import { headsOf, isTied, OPEN_IN, tie, type Absence, type Entry, type Instant } from './instants-ledger.ts';
import { CODES, writeOf, type Step, type Tally } from './instants-steps.ts';

const CHAIR = 'alice';

export class PanelAtInstants {
  readonly instants: Instant[] = [];
  readonly absences: Absence[] = [];
  /** Who stepped back for good. */
  readonly recused = new Set<string>();
  readonly #world: World;
  readonly #evaluation: string;
  readonly #tally: Tally;
  readonly #desk: Desk;
  readonly #devices: Devices;
  readonly #pending = new Set<Promise<unknown>>();
  readonly #unexpected: Error[] = [];
  #phase: Phase = 'planned';
  #due: readonly Entry[] = [];
  #count = 0;

  constructor(world: World, evaluation: string, tally: Tally) {
    this.#world = world;
    this.#evaluation = evaluation;
    this.#tally = tally;
    this.#devices = new Devices({
      world,
      did: (what) => this.#did(what),
      isOpen: (kind) => OPEN_IN[kind].includes(this.#phase) && this.#pending.size === 0,
    });
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
      notices: {
        evaluationChanged: () => undefined,
        logChanged: () => undefined,
        progressChanged: () => undefined,
        summon: () => undefined,
        workChanged: () => undefined,
        notificationsChanged: () => undefined,
      },
      seal: openSeal(world.dataDir),
      clock: () => world.now,
      newId,
      verifyPassword: async () => true,
    };
  }

  get devices(): readonly Device[] {
    return this.#devices.all;
  }
  get entries(): readonly Entry[] {
    return this.#devices.entries;
  }
  get given(): ReadonlySet<Y.Doc> {
    return this.#devices.given;
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

  isSaved = (entry: Entry): boolean => this.#devices.isSaved(entry);

  /** Gives a command without waiting for it. */
  #give(what: string, command: () => Promise<unknown>): void {
    if (this.#pending.size === 0) this.#due = this.#devices.arrived();
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
        if (device.name.kind === 'consensus')
          this.#devices.write(device, null, (doc) => agree(doc, place, 5));
        else this.#devices.write(device, null, (doc) => recordFact(doc, place, `定稿${(this.#count += 1)}`));
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

  async #stand(what: 'unseat' | 'seat' | 'signOut' | 'signIn', person: string): Promise<void> {
    const { store, corridor, signedOut } = this.#world;
    this.#devices.doubt(person);
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
    this.#devices.open(person, this.name(kind, person));
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
        const device = this.#devices.find(kind, which);
        if (device === undefined) return;
        const { person } = device;
        const write = writeOf(what, { person, at, count: (this.#count += 1), now: this.#world.now });
        this.#devices.write(device, write.token, write.change);
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
        this.#devices.doubt(person);
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
        return this.#devices.meet(what, which, at);
    }
  }

  async #quiet(): Promise<void> {
    while (this.#pending.size > 0) await Promise.all(this.#pending);
    await this.#devices.quiet();
  }

  /** Whoever can come back does, and everything is told to everybody. */
  async gather(): Promise<void> {
    while (this.#pending.size > 0) await Promise.all(this.#pending);
    for (const person of PANEL.slice(1)) {
      await this.#stand('seat', person);
      await this.#stand('signIn', person);
    }
    for (let round = 0; round < 3; round += 1) {
      this.#devices.letGo();
      this.#devices.comeBack();
      await this.#quiet();
    }
    this.#devices.mourn();
    await this.#quiet();
    await this.#desk.corridor.command(this.#evaluation, async () => undefined);
    this.#raise();
  }

  leave(): void {
    this.#devices.leave();
  }
}
