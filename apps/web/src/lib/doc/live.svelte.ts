/* eslint-disable svelte/prefer-svelte-reactivity -- private Maps: readers hear of changes through createSubscriber */
/**
 * A live document in Svelte: the one place where a Y.Doc enters. It opens from this device first, then from the server;
 * says honestly what is saved; keeps what the server refuses as a copy and loads afresh.
 */
import {
  endingOf,
  formatDocumentName,
  refusal,
  type DocumentName,
  type Ending,
  type Presence,
  type Refusal,
  type Refused,
  type RoomState,
} from '@heping/protocol';
import type { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { forgetOthers, openConnection } from './connection.ts';
import { openDevice, setAside } from './device.ts';
import type { KeptDocument } from './kept-document.ts';
import { keepStanding, localKey, standingOf, type Copy, type Standing } from './kept.ts';
import { Marks } from './marks.ts';
import { placesTouched, rootsTouched } from './places.ts';
import { Readers } from './readers.ts';
import { Cuts } from './reconnect.ts';
import * as saving from './saving.ts';

export type LiveState = 'connecting' | 'online' | 'offline' | 'ended';

/** A value the server put right: shown struck through at its cell until the next key. */
export interface SoftRefusal {
  readonly id: number;
  readonly map: string;
  readonly key: string;
  readonly value: unknown;
  readonly refusal: Refusal;
}

export interface LiveOptions {
  readonly name: DocumentName;
  readonly person: string;
  /** Awareness: where people meet, on the record and in the plan. */
  readonly hasPresence?: boolean;
  /** Oneself as shown here until the server has said it. */
  readonly user?: Present['user'];
  readonly onEnded?: (ending: Ending) => void;
  readonly onCopy?: (copy: Copy) => void;
  /** Nothing is unsent any more: it became durable, or was refused and kept as a copy. */
  readonly onSettled?: () => void;
  readonly onState?: (state: RoomState) => void;
  /** This device and the server hold the same. */
  readonly onInStep?: () => void;
}

/** A person in a document, as the server stamped them. */
export interface Present extends Presence {
  readonly client: number;
  readonly user: NonNullable<Presence['user']>;
}

const FRESH_AGAIN = 10_000;

export class LiveDoc {
  readonly name: DocumentName;
  readonly roomName: string;
  readonly key: string;

  /** Replaced after a hard refusal: bind editors to it by key. */
  #doc = $state.raw(new Y.Doc());
  state = $state<LiveState>('connecting');
  ending = $state.raw<Ending | null>(null);
  /** What the server last said of this room; null until it did. */
  room = $state.raw<RoomState | null>(null);
  refusals = $state.raw<readonly SoftRefusal[]>([]);
  /** What was changed last is on this device's disk, too. [DV9] */
  isKept = $state(true);
  /** Opened from this device or the server: before that, empty means unknown. */
  isOpen = $state(false);
  /** Last in step with the server, ms; null when this device never was. */
  syncedAt = $state<number | null>(null);
  #ledger = $state.raw(saving.emptyLedger);

  /** Places with changes that only this device has, and when the last change became durable. */
  readonly saved = $derived({
    unsent: saving.unsentPlaces(this.#ledger),
    savedAt: this.#ledger.savedAt ?? this.syncedAt,
  });
  /** Whether the server takes changes here now; true while it has not said otherwise. */
  readonly isWritable = $derived(this.room?.writable !== false && this.ending === null);

  #options: LiveOptions;
  /** Comes after the device's own content; editors wait for it. */
  #provider = $state.raw<WebsocketProvider | null>(null);
  #kept: KeptDocument | null = null;
  #standing: Standing | null = null;
  #marks: Marks;
  readonly #cuts = new Cuts();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #freshAt = 0;
  #lastRefusal: Refusal | null = null;
  #isDestroyed = false;
  #refusalId = 0;
  #readers = new Map<string, Readers>();
  #presenceReaders = new Readers();

  constructor(options: LiveOptions) {
    this.#options = options;
    this.name = options.name;
    this.roomName = formatDocumentName(options.name);
    this.key = localKey(options.person, this.roomName);
    this.#marks = new Marks(this.key);
    this.#listen(this.#doc);
    addEventListener('online', this.#comeBack);
    addEventListener('offline', this.#goOffline);
    void this.#open();
  }

  /** The document now; bind what lives longer (editors) by key to it. */
  get doc(): Y.Doc {
    return this.#doc;
  }

  get provider(): WebsocketProvider | null {
    return this.#provider;
  }

  /** Reads through a verb of the protocol and again whenever one of these roots changes. */
  read<T>(roots: readonly string[], reader: (doc: Y.Doc) => T): T {
    for (const root of roots) this.#readersOf(root).join();
    return reader(this.#doc);
  }

  #readersOf(root: string): Readers {
    const readers = this.#readers.get(root) ?? new Readers();
    this.#readers.set(root, readers);
    return readers;
  }

  /** Everybody here, oneself included, one entry a browser. */
  get present(): readonly Present[] {
    this.#presenceReaders.join();
    const states = this.#provider?.awareness.getStates() ?? new Map<number, Presence>();
    return [...states].flatMap(([client, state]) => {
      const { user } = state as Presence;
      return user?.id === undefined ? [] : [{ ...(state as Presence), client, user }];
    });
  }

  /** Says where one is. The server adds who. */
  tell(presence: Omit<Presence, 'user'>): void {
    const local = this.#provider?.awareness;
    if (local === undefined || !this.#options.hasPresence) return;
    for (const [field, value] of Object.entries(presence)) {
      if (local.getLocalState()?.[field] !== value) local.setLocalStateField(field, value);
    }
  }

  dismissRefusal(map: string, key: string): void {
    if (!this.refusals.some((soft) => soft.map === map && soft.key === key)) return;
    this.refusals = this.refusals.filter((soft) => soft.map !== map || soft.key !== key);
  }

  /** After signing in again, or when the reader's rights have changed. */
  resume(): void {
    if (this.#isDestroyed || this.#provider === null) return;
    this.ending = null;
    this.state = 'connecting';
    this.#provider.connect();
  }

  destroy(): void {
    this.#isDestroyed = true;
    removeEventListener('online', this.#comeBack);
    removeEventListener('offline', this.#goOffline);
    this.#release();
    this.#doc.destroy();
  }

  #release(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#provider?.destroy();
    this.#provider?.awareness.destroy();
    this.#provider = null;
    this.#kept?.close();
    this.#kept = null;
  }

  /** Before provider and storage listen: a change is written into the ledger before it can leave. */
  #listen(doc: Y.Doc): void {
    doc.on('update', (_bytes: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
      if (origin === this.#provider || origin === this.#kept) return;
      const before = transaction.beforeState.get(doc.clientID) ?? 0;
      const after = transaction.afterState.get(doc.clientID) ?? 0;
      this.#keep(
        saving.changed(this.#ledger, {
          clocks: after > before ? new Map([[doc.clientID, after]]) : new Map(),
          places: placesTouched(transaction),
        }),
      );
    });
    doc.on('afterTransaction', (transaction: Y.Transaction) => {
      for (const root of rootsTouched(transaction)) this.#readers.get(root)?.readAgain();
    });
  }

  /** Writes the ledger, and the mark that outlives this page. */
  #keep(ledger: saving.Ledger): void {
    const before = saving.unsentPlaces(this.#ledger);
    this.#ledger = ledger;
    const unsent = saving.unsentPlaces(ledger);
    if (unsent.length > 0) this.#marks.keep(this.#doc.clientID, unsent);
    else if (before.length > 0) {
      this.#marks.drop(this.#doc.clientID);
      this.#inStep();
      this.#settled();
    }
  }

  /** After the message at hand: whoever hears of it may close this document. */
  #settled(): void {
    queueMicrotask(() => {
      if (!this.#isDestroyed) this.#options.onSettled?.();
    });
  }

  #inStep(): void {
    if (this.#standing === null) return;
    this.syncedAt = Date.now();
    this.#standing = { ...this.#standing, syncedAt: this.syncedAt };
    void keepStanding(this.#standing);
  }

  async #open(): Promise<void> {
    const doc = this.#doc;
    const standing = await standingOf(this.key);
    const left = await this.#marks.open();
    if (this.#isDestroyed) return;
    this.#standing = standing;
    this.syncedAt = standing.syncedAt;
    if (left.length > 0) this.#ledger = saving.changed(this.#ledger, { clocks: new Map(), places: left });
    this.#kept = openDevice(this.key, standing.generation, doc, (isKept) => (this.isKept = isKept));
    this.isKept = this.#kept !== null;
    await this.#kept?.read();
    // A refusal or the end of the page may have come meanwhile.
    if (this.#isDestroyed || doc !== this.#doc) return;
    if (standing.syncedAt !== null) this.isOpen = true;
    this.#connect(doc);
  }

  #connect(doc: Y.Doc): void {
    const { hasPresence, person, user, onState } = this.#options;
    const provider = openConnection(this.roomName, person, doc, hasPresence ? { user } : null, {
      onLeaving: (what) =>
        this.#keep(what === 'whole' ? saving.wholeSent(this.#ledger) : saving.updateSent(this.#ledger)),
      onServerHas: (theirs, ours) => this.#keep(saving.serverHas(this.#ledger, theirs, ours, Date.now())),
      onSaved: (saved) => this.#keep(saving.acknowledged(this.#ledger, saved, Date.now())),
      onRefused: (refused) => this.#refused(refused),
      onState: (state) => {
        this.room = state;
        onState?.(state);
      },
      onPresence: () => this.#presenceReaders.readAgain(),
    });
    this.#provider = provider;
    provider.on('status', ({ status }) => {
      if (status !== 'disconnected') return;
      this.state = navigator.onLine ? 'connecting' : 'offline';
      forgetOthers(provider);
    });
    provider.on('sync', (isSynced: boolean) => {
      if (!isSynced) return;
      this.#cuts.inStep(performance.now());
      this.state = 'online';
      this.isOpen = true;
      this.#inStep();
      this.#options.onInStep?.();
    });
    provider.on('connection-close', () => this.#keep(saving.cut(this.#ledger)));
    provider.on('closed', ({ code }) => this.#closed(code));
    provider.connect();
  }

  /** A hard refusal comes before the end of the connection, which says what to do about it. */
  #refused({ soft, refusal: why, map = '', key = '', value }: Refused): void {
    if (!soft) {
      this.#lastRefusal = why;
      return;
    }
    this.dismissRefusal(map, key);
    this.#refusalId += 1;
    this.refusals = [...this.refusals, { id: this.#refusalId, map, key, value, refusal: why }];
  }

  #closed(code: number): void {
    const ending = endingOf(code);
    if (ending === undefined || ending === 'storage' || ending === 'restart' || ending === 'too-fast') {
      this.state = navigator.onLine && this.#cuts.count < 2 ? 'connecting' : 'offline';
      this.#timer = setTimeout(this.#comeBack, this.#cuts.cut(code, performance.now(), Math.random()));
      return;
    }
    const isStuck = Date.now() - this.#freshAt < FRESH_AGAIN && this.saved.unsent.length === 0;
    if ((ending === 'refused' || ending === 'too-large') && !isStuck) {
      void this.#startAfresh(
        this.#lastRefusal ?? refusal(ending === 'refused' ? 'RESYNC' : 'TOO_LARGE', { limit: 0 }),
      );
      return;
    }
    this.ending = ending;
    this.state = 'ended';
    this.#options.onEnded?.(ending);
  }

  #comeBack = (): void => {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.ending === null && !this.#isDestroyed) this.#provider?.connect();
  };

  /** The browser knows before the socket does; a server on this very machine is found again at once. */
  #goOffline = (): void => {
    if (this.#provider === null || this.ending !== null) return;
    this.#provider.disconnect();
    this.state = 'offline';
    this.#timer ??= setTimeout(this.#comeBack, this.#cuts.look(Math.random()));
  };

  /** Keeps the whole local document as a copy, and loads the server's with a clientID of its own. [EN1: refused] */
  async #startAfresh(why: Refusal): Promise<void> {
    const { evaluation, kind } = this.name;
    const generation = this.#standing?.generation ?? 0;
    const copy = await setAside(this.#doc, generation, {
      person: this.#options.person,
      document: this.key,
      kind,
      evaluation,
      refusal: why,
      places: this.saved.unsent,
    });
    if (this.#isDestroyed) return;
    const old = this.#doc;
    this.#release();
    old.destroy();
    this.#freshAt = Date.now();
    this.#lastRefusal = null;
    this.#ledger = saving.emptyLedger;
    this.isOpen = false;
    this.refusals = [];
    this.#doc = new Y.Doc();
    this.#listen(this.#doc);
    this.#options.onCopy?.(copy);
    await this.#open();
    this.#settled();
  }
}
