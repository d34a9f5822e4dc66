/** The devices of a panel on a bad network, and the ledger of everything that was written on them. */
import { formatDocumentName, type DocumentKind, type DocumentName } from '@heping/protocol';
import * as Y from 'yjs';
import { Client, quiet } from '../../apps/server/src/sync/testing/client.ts';
import type { World } from '../../apps/server/src/sync/testing/world.ts';
import { isSaved, type Entry } from './instants-ledger.ts';
import type { NETWORK } from './instants-steps.ts';

const MOST = 24;
/** Cut off, signed out, not there for them: nothing to wonder at. */
const EXPECTED = [1006, 4401, 4404];

export interface Device {
  readonly person: string;
  readonly name: DocumentName;
  client: Client;
}

export interface DevicesOptions {
  readonly world: World;
  readonly did: (what: string) => void;
  /** Whether a kind of document takes writes now, as far as anybody can know. */
  readonly isOpen: (kind: DocumentKind) => boolean;
}

export class Devices {
  readonly all: Device[] = [];
  readonly entries: Entry[] = [];
  /** Documents whose owner was told that they cannot go on. */
  readonly given = new Set<Y.Doc>();
  readonly #options: DevicesOptions;
  readonly #clients = new Map<Y.Doc, Client[]>();
  /** Connections on which something was said that may be refused, whatever came before it. */
  readonly #doubted = new Set<Client>();

  constructor(options: DevicesOptions) {
    this.#options = options;
  }

  isSaved = (entry: Entry): boolean => isSaved(entry, this.#clients);

  /** Opens a document on one more device. */
  open(person: string, name: DocumentName): void {
    this.all.push({ person, name, client: this.#connect(person, name, new Y.Doc()) });
  }

  #connect(person: string, name: DocumentName, doc: Y.Doc): Client {
    const client = new Client(this.#options.world.corridor, person, name, { doc });
    this.#clients.set(doc, [...(this.#clients.get(doc) ?? []), client]);
    // What comes with the whole difference may be refused.
    if (this.entries.some((entry) => entry.doc === doc && !this.isSaved(entry))) this.#doubted.add(client);
    return client;
  }

  /** A device for what is to be done, of one kind of document or of any. */
  find(kind: DocumentKind | null, which: number): Device | undefined {
    const fitting = this.all.filter(({ name }) => kind === null || name.kind === kind);
    const device = fitting[which % Math.max(1, fitting.length)];
    if (device !== undefined) this.#mourn(device);
    return device;
  }

  /** Something changes for a person: what is on its way of theirs may be refused. */
  doubt(person: string): void {
    for (const { client, person: owner } of this.all) if (owner === person) this.#doubted.add(client);
  }

  /** What has arrived on connections that stand well, while its document takes writes. */
  arrived(): readonly Entry[] {
    return this.entries.filter(
      ({ client, document }) =>
        client !== null &&
        !this.#doubted.has(client) &&
        client.isSynced &&
        !client.isHeldBack &&
        this.#options.isOpen(document.kind),
    );
  }

  /** Nobody is turned away without a word; who is, starts afresh, as our pages do. */
  #mourn(device: Device): void {
    const { client, person, name } = device;
    if (client.isOpen || EXPECTED.includes(client.ended ?? 0)) return;
    const why = client.refused.at(-1);
    if (client.ended !== 4403 || why === undefined || why.soft)
      throw new Error(`${person} was shown out of ${formatDocumentName(name)} with ${client.ended}`);
    if (why.refusal.code !== 'LOCKED' && why.refusal.code !== 'NOT_YOURS')
      throw new Error(`${person} was refused with ${why.refusal.code} in ${formatDocumentName(name)}`);
    this.#options.did('lockedOut');
    this.given.add(client.doc);
    device.client = this.#connect(person, name, new Y.Doc());
  }

  #rejoin(device: Device): void {
    this.#options.did('rejoins');
    device.client = this.#connect(device.person, device.name, device.client.doc);
  }

  /** Everybody who is not there comes back. */
  comeBack(): void {
    for (const device of this.all) {
      this.#mourn(device);
      if (!device.client.isOpen) this.#rejoin(device);
    }
  }

  write({ client, name }: Device, token: string | null, change: (doc: Y.Doc) => void): void {
    const updates: Uint8Array[] = [];
    const keep = (update: Uint8Array) => updates.push(update);
    client.doc.on('update', keep);
    change(client.doc);
    client.doc.off('update', keep);
    this.#options.did(!client.isOpen ? 'offlineWrites' : client.isHeldBack ? 'heldWrites' : 'writes');
    this.entries.push({
      document: name,
      doc: client.doc,
      updates,
      token,
      client: client.isOpen ? client : null,
      number: client.sent,
    });
    if (!this.#options.isOpen(name.kind) || !client.isSynced || client.isHeldBack) this.#doubted.add(client);
  }

  /** Something happens on the way. */
  meet(what: (typeof NETWORK)[number], which: number, at: number): void {
    const device = this.find(null, which);
    if (device === undefined) return;
    switch (what) {
      case 'hold':
        return device.client.holdBack();
      case 'letGo':
        return this.letGo();
      case 'replay':
        return this.#replay(device, at);
      case 'cut':
        this.#options.did('cuts');
        return device.client.cut();
      case 'rejoin':
        return this.comeBack();
      case 'tab':
        if (this.all.length >= MOST) return;
        this.#options.did('tabs');
        return this.open(device.person, device.name);
    }
  }

  /** What was held back arrives. */
  letGo(): void {
    for (const { client } of this.all) client.letGo();
  }

  /** An old frame of the same person, from any of their devices, or one that everybody was told. */
  #replay({ client, name, person }: Device, at: number): void {
    const document = formatDocumentName(name);
    const own = this.entries.filter(
      (entry) =>
        formatDocumentName(entry.document) === document &&
        this.all.some((device) => device.person === person && device.client.doc === entry.doc),
    );
    const old = [...own.flatMap(({ updates }) => updates), ...client.updates];
    const frame = old[at % Math.max(1, old.length)];
    if (frame === undefined || !client.isOpen) return;
    this.#options.did('replays');
    this.#doubted.add(client);
    client.sendUpdate(frame);
  }

  /** Everything that was sent is judged and answered. */
  quiet(): Promise<void> {
    return quiet(this.all.map(({ client }) => client));
  }

  /** Nobody is left with a page that cannot go on. */
  mourn(): void {
    for (const device of this.all) this.#mourn(device);
  }

  leave(): void {
    for (const { client } of this.all) client.cut();
  }
}
