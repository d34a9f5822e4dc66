/* eslint-disable svelte/prefer-svelte-reactivity -- private Maps: readers hear of changes through createSubscriber */
/**
 * A live document in Svelte: the one place where a Y.Doc enters. It opens from this device first, then from the server;
 * says honestly what is saved; keeps what the server refuses as a copy and loads afresh.
 */
import {
  endingOf,
  formatDocumentName,
  MESSAGE,
  PROTOCOL_VERSION,
  readRefused,
  readSaved,
  readState,
  refusal,
  type DocumentName,
  type Ending,
  type Presence,
  type Refusal,
  type RoomState,
} from '@heping/protocol';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { createSubscriber } from 'svelte/reactivity';
import { IndexeddbPersistence } from 'y-indexeddb';
import * as awareness from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { countingSocket } from './counting-socket.ts';
import {
  dropMark,
  dropMarkUnchanged,
  keepCopy,
  keepMark,
  keepStanding,
  localDatabase,
  localKey,
  marksOf,
  standingOf,
  type Copy,
  type Mark,
  type Standing,
} from './kept.ts';
import { placesTouched, rootsTouched } from './places.ts';
import { reconnectDelay } from './reconnect.ts';
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
  /** Awareness: only where the panel meets, on the record. */
  readonly hasPresence?: boolean;
  /** Oneself as shown here until the server has said it. */
  readonly user?: Present['user'];
  readonly onEnded?: (ending: Ending) => void;
  readonly onCopy?: (copy: Copy) => void;
  /** Nothing is unsent any more: it became durable, or was refused and kept as a copy. */
  readonly onSettled?: () => void;
  readonly onState?: (state: RoomState) => void;
}

/** A person in a document, as the server stamped them. */
export interface Present extends Presence {
  readonly client: number;
  readonly user: NonNullable<Presence['user']>;
}

const FRESH_AGAIN = 10_000;
const syncUrl = () => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/sync`;

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
  #provider: WebsocketProvider | null = null;
  #persistence: IndexeddbPersistence | null = null;
  #standing: Standing | null = null;
  #foreignMarks: readonly Mark[] = [];
  #revision = 0;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #freshAt = 0;
  #lastRefusal: Refusal | null = null;
  #isDestroyed = false;
  #refusalId = 0;
  #watchers = new Map<string, { subscribe: () => void; update: (() => void) | null }>();
  #presenceChanged: (() => void) | null = null;
  #watchPresence = createSubscriber((update) => {
    this.#presenceChanged = update;
    return () => (this.#presenceChanged = null);
  });

  constructor(options: LiveOptions) {
    this.#options = options;
    this.name = options.name;
    this.roomName = formatDocumentName(options.name);
    this.key = localKey(options.person, this.roomName);
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
    for (const root of roots) this.#watch(root);
    return reader(this.#doc);
  }

  #watch(root: string): void {
    let watcher = this.#watchers.get(root);
    if (watcher === undefined) {
      const fresh: { subscribe: () => void; update: (() => void) | null } = {
        subscribe: createSubscriber((update) => {
          fresh.update = update;
          return () => (fresh.update = null);
        }),
        update: null,
      };
      watcher = fresh;
      this.#watchers.set(root, fresh);
    }
    watcher.subscribe();
  }

  /** Everybody here, oneself included, one entry a browser. */
  get present(): readonly Present[] {
    this.#watchPresence();
    const states = this.#provider?.awareness.getStates() ?? new Map<number, Presence>();
    return [...states].flatMap(([client, state]) => {
      const { user } = state as Presence;
      return user?.id === undefined ? [] : [{ ...(state as Presence), client, user }];
    });
  }

  /** Says where one is. The server adds who. */
  tell(presence: Omit<Presence, 'user' | 'cursor'>): void {
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
    void this.#persistence?.destroy();
    this.#persistence = null;
  }

  /** Before provider and storage listen: a change is written into the ledger before it can leave. */
  #listen(doc: Y.Doc): void {
    doc.on('update', (_bytes: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
      if (origin === this.#provider || origin === this.#persistence) return;
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
      for (const root of rootsTouched(transaction)) this.#watchers.get(root)?.update?.();
    });
  }

  /** Writes the ledger, and the mark that outlives this page. */
  #keep(ledger: saving.Ledger): void {
    const before = saving.unsentPlaces(this.#ledger);
    this.#ledger = ledger;
    const unsent = saving.unsentPlaces(ledger);
    const key = `${this.key}|${this.#doc.clientID}`;
    if (unsent.length > 0) {
      this.#revision += 1;
      void keepMark({ key, document: this.key, revision: this.#revision, places: unsent });
    } else if (before.length > 0) {
      void dropMark(key);
      for (const mark of this.#foreignMarks) void dropMarkUnchanged(mark);
      this.#foreignMarks = [];
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
    const marks = await marksOf(this.key);
    if (this.#isDestroyed) return;
    this.#standing = standing;
    this.syncedAt = standing.syncedAt;
    this.#foreignMarks = marks;
    const left = marks.flatMap((mark) => mark.places);
    if (left.length > 0) this.#ledger = saving.changed(this.#ledger, { clocks: new Map(), places: left });
    await this.#openDevice(doc, standing.generation);
    // A refusal or the end of the page may have come meanwhile.
    if (this.#isDestroyed || doc !== this.#doc) return;
    if (standing.syncedAt !== null) this.isOpen = true;
    this.#connect(doc);
  }

  /** Where the browser keeps nothing (private windows of some), the document lives as long as the page. */
  async #openDevice(doc: Y.Doc, generation: number): Promise<void> {
    if (typeof indexedDB === 'undefined') return;
    const persistence = new IndexeddbPersistence(localDatabase(this.key, generation), doc);
    this.#persistence = persistence;
    await Promise.race([
      persistence.whenSynced,
      persistence._db.then(
        () => persistence.whenSynced,
        () => null,
      ),
    ]);
  }

  #connect(doc: Y.Doc): void {
    const provider = new WebsocketProvider(syncUrl(), this.roomName, doc, {
      connect: false,
      params: { v: PROTOCOL_VERSION },
      // Tabs meet at the server: what one tab is refused must not come back through the other.
      disableBc: true,
      shouldReconnect: () => false,
      WebSocketPolyfill: countingSocket((what) =>
        this.#keep(what === 'whole' ? saving.wholeSent(this.#ledger) : saving.updateSent(this.#ledger)),
      ),
    });
    this.#provider = provider;
    this.#hear(provider, doc);
    this.#speakForOneself(provider);
    provider.on('status', ({ status }) => {
      if (status !== 'disconnected') return;
      this.state = navigator.onLine ? 'connecting' : 'offline';
      // Who left with the connection comes back with the same clock, which awareness would take for old news.
      for (const client of provider.awareness.meta.keys()) {
        if (client !== doc.clientID) provider.awareness.meta.delete(client);
      }
    });
    provider.on('sync', (isSynced: boolean) => {
      if (!isSynced) return;
      this.#attempt = 0;
      this.state = 'online';
      this.isOpen = true;
      this.#inStep();
    });
    provider.on('connection-close', () => this.#keep(saving.cut(this.#ledger)));
    provider.on('closed', ({ code }) => this.#closed(code));
    provider.connect();
  }

  /** The messages beyond y-websocket's own, and the server's state vector on its way in. */
  #hear(provider: WebsocketProvider, doc: Y.Doc): void {
    const handlers = provider.messageHandlers;
    const sync = handlers[MESSAGE.sync]!;
    handlers[MESSAGE.sync] = (encoder, decoder, self, emitSynced, type) => {
      const ahead = decoding.clone(decoder);
      if (decoding.readVarUint(ahead) === 0) {
        const theirs = Y.decodeStateVector(decoding.readVarUint8Array(ahead));
        const ours = Y.decodeStateVector(Y.encodeStateVector(doc));
        this.#keep(saving.serverHas(this.#ledger, theirs, ours, Date.now()));
      }
      sync(encoder, decoder, self, emitSynced, type);
    };
    handlers[MESSAGE.saved] = (_encoder, decoder) => {
      this.#keep(saving.acknowledged(this.#ledger, readSaved(decoder), Date.now()));
    };
    handlers[MESSAGE.refused] = (_encoder, decoder) => {
      const { soft, refusal: why, map = '', key = '', value } = readRefused(decoder);
      if (!soft) {
        this.#lastRefusal = why;
        return;
      }
      this.dismissRefusal(map, key);
      this.#refusalId += 1;
      this.refusals = [...this.refusals, { id: this.#refusalId, map, key, value, refusal: why }];
    };
    handlers[MESSAGE.state] = (_encoder, decoder) => {
      this.room = readState(decoder);
      this.#options.onState?.(this.room);
    };
  }

  /** A stock provider sends every awareness state on; ours says only its own. */
  #speakForOneself(provider: WebsocketProvider): void {
    provider.awareness.off('update', provider._awarenessUpdateHandler);
    provider.awareness.setLocalState(this.#options.hasPresence ? { user: this.#options.user } : null);
    provider.awareness.on('update', (_changes: unknown, origin: unknown) => {
      this.#presenceChanged?.();
      if (origin !== 'local' || provider.ws?.readyState !== WebSocket.OPEN) return;
      const encoder = encoding.createEncoder();
      encoding.writeVarUint(encoder, MESSAGE.awareness);
      encoding.writeVarUint8Array(
        encoder,
        awareness.encodeAwarenessUpdate(provider.awareness, [provider.doc.clientID]),
      );
      provider.ws.send(encoding.toUint8Array(encoder));
    });
  }

  #closed(code: number): void {
    const ending = endingOf(code);
    if (ending === undefined || ending === 'storage' || ending === 'restart' || ending === 'too-fast') {
      this.state = navigator.onLine && this.#attempt < 2 ? 'connecting' : 'offline';
      this.#timer = setTimeout(this.#comeBack, reconnectDelay(code, this.#attempt, Math.random()));
      this.#attempt += 1;
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
    this.#timer ??= setTimeout(this.#comeBack, reconnectDelay(1006, 1, Math.random()));
  };

  /** Keeps the whole local document as a copy, and loads the server's with a clientID of its own. [EN1: refused] */
  async #startAfresh(why: Refusal): Promise<void> {
    const { evaluation, kind } = this.name;
    const copy: Copy = {
      id: `${Date.now()}-${this.#doc.clientID}`,
      person: this.#options.person,
      document: this.key,
      kind,
      evaluation,
      at: Date.now(),
      refusal: why,
      places: this.saved.unsent,
      bytes: Y.encodeStateAsUpdate(this.#doc),
    };
    await keepCopy(copy);
    const generation = this.#standing?.generation ?? 0;
    await keepStanding({ document: this.key, generation: generation + 1, syncedAt: null });
    for (const mark of await marksOf(this.key)) await dropMark(mark.key);
    if (this.#isDestroyed) return;
    const old = this.#doc;
    this.#release();
    old.destroy();
    if (typeof indexedDB !== 'undefined') indexedDB.deleteDatabase(localDatabase(this.key, generation));
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
