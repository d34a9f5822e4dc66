/** Where the structs of an update would lie, found out before they do: the same rules by which Yjs finds a parent. [GU8] */
import { refusal } from '@heping/protocol';
import * as Y from 'yjs';
import type { Content } from './content.ts';
import { isNoteNode, type NoteHost } from './notes.ts';
import { Unreadable, XML_ELEMENT, XML_TEXT, type DecodedUpdate, type Id, type Struct } from './update.ts';

/** What directly holds a struct. */
export type Container = 'map' | 'text' | 'thread' | NoteHost;

/** A list or map somewhere in the document. */
export interface Host {
  /** A root's name, or the struct whose type it is: what makes two hosts the same. */
  readonly self: string | Y.Item | Struct;
  readonly root: string;
  readonly container: Container;
  readonly depth: number;
}

export interface Place {
  readonly host: Host;
  readonly sub: string | null;
}

/** A struct that lies in something deleted: Yjs keeps its clock and drops its content. */
export const GARBAGE = 'garbage';
export type Found = Place | typeof GARBAGE;

/** A struct of the document or of the update itself. */
export type Neighbour = Y.Item | Y.GC | Struct;

/** Whose a struct is and where it begins, in the document or in the update. */
export const idOf = (neighbour: Neighbour): Id => ('id' in neighbour ? neighbour.id : neighbour);

const malformed = () => new Unreadable(refusal('MALFORMED'));

/** The struct that covers an id in the document; undefined when it is not there. */
function findInStore(doc: Y.Doc, { client, clock }: Id): Y.Item | Y.GC | undefined {
  const structs = doc.store.clients.get(client);
  if (structs === undefined || clock >= Y.getState(doc.store, client)) return undefined;
  return structs[Y.findIndexSS(structs, clock)];
}

/** The struct of a client's section that covers a clock; undefined when none does. */
export function findInSection(section: readonly Struct[] | undefined, clock: number): Struct | undefined {
  if (section === undefined) return undefined;
  let low = 0;
  let high = section.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const struct = section[middle] as Struct;
    if (clock < struct.clock) high = middle - 1;
    else if (clock >= struct.clock + struct.length) low = middle + 1;
    else return struct;
  }
  return undefined;
}

const CONTAINERS = { map: 'map', text: 'text', xml: 'fragment', array: 'thread' } as const;

/** Places of one document, remembered across updates for the types that stay. */
export class Places {
  readonly #content: Content;
  readonly #roots = new Map<string, Host>();
  readonly #rootNames = new WeakMap<object, string>();
  readonly #hosts = new WeakMap<Y.Item, Host>();

  constructor(content: Content) {
    this.#content = content;
  }

  /** A root by its name; undefined for one that this kind of document does not have. [GU10] */
  root(name: string): Host | undefined {
    const known = this.#roots.get(name);
    if (known !== undefined) return known;
    const type = this.#content.rootType(name);
    if (type === undefined) return undefined;
    const host: Host = { self: name, root: name, container: CONTAINERS[type], depth: 0 };
    this.#roots.set(name, host);
    return host;
  }

  /** Where an item of the document lies. */
  ofItem(item: Y.Item): Place {
    // Safe: an integrated item's parent is a type.
    return { host: this.#hostOf(item.parent as Y.AbstractType<unknown>), sub: item.parentSub };
  }

  #hostOf(type: Y.AbstractType<unknown>): Host {
    const item = type._item;
    if (item === null) {
      const host = this.root(this.#rootName(type));
      if (host === undefined) throw new Error('a document holds a root that is not in its layout');
      return host;
    }
    const known = this.#hosts.get(item);
    if (known !== undefined) return known;
    const { host: above } = this.ofItem(item);
    const host: Host = { self: item, root: above.root, container: containerOf(type), depth: above.depth + 1 };
    this.#hosts.set(item, host);
    return host;
  }

  /** Finding a root's name is a walk over all of them; a type keeps its name. */
  #rootName(type: Y.AbstractType<unknown>): string {
    const known = this.#rootNames.get(type);
    if (known !== undefined) return known;
    const name = Y.findRootTypeKey(type);
    this.#rootNames.set(type, name);
    return name;
  }

  /** The host behind an explicit parent id in the document. */
  ofParent(item: Y.Item | Y.GC): Host | typeof GARBAGE {
    if (item instanceof Y.GC || item.content instanceof Y.ContentDeleted) return GARBAGE;
    if (!(item.content instanceof Y.ContentType)) throw malformed();
    return this.#hostOf(item.content.type as Y.AbstractType<unknown>);
  }
}

function containerOf(type: Y.AbstractType<unknown>): Container {
  if (type instanceof Y.XmlElement && isNoteNode(type.nodeName)) return type.nodeName;
  if (type instanceof Y.XmlText) return 'run';
  throw new Error('a document holds a type that is not in its layout');
}

/** The same for one update: its own structs first found in order, so that neighbours are known before they are asked. */
export class UpdatePlaces {
  readonly #doc: Y.Doc;
  readonly #places: Places;
  readonly #sections: DecodedUpdate['sections'];
  readonly #found = new Map<Struct, Found>();
  readonly #hosts = new Map<Struct, Host>();

  constructor(doc: Y.Doc, places: Places, update: DecodedUpdate) {
    this.#doc = doc;
    this.#places = places;
    this.#sections = update.sections;
  }

  /** The struct that covers an id, in the document or in this update. */
  neighbour(id: Id): Neighbour {
    const struct = findInStore(this.#doc, id) ?? findInSection(this.#sections.get(id.client), id.clock);
    if (struct === undefined) throw new Unreadable(refusal('RESYNC'));
    return struct;
  }

  /** How many structs of a client the update brings. */
  countOf(client: number): number {
    return this.#sections.get(client)?.length ?? 0;
  }

  of(neighbour: Neighbour): Found {
    if (neighbour instanceof Y.GC) return GARBAGE;
    if (neighbour instanceof Y.Item) return this.#places.ofItem(neighbour);
    const found = this.#found.get(neighbour);
    if (found === undefined) throw malformed();
    return found;
  }

  /** Finds and remembers where a new struct would lie. Call in the order in which they would be integrated. */
  settle(struct: Struct): Found {
    const found = this.#find(struct);
    this.#found.set(struct, found);
    return found;
  }

  #find({ kind, origin, rightOrigin, root, parent, sub }: Struct): Found {
    if (kind === 'gc') return GARBAGE;
    const left = origin === null ? null : this.of(this.neighbour(origin));
    const right = rightOrigin === null ? null : this.of(this.neighbour(rightOrigin));
    if (left === GARBAGE || right === GARBAGE) return GARBAGE;
    if (left !== null && right !== null && (left.host.self !== right.host.self || left.sub !== right.sub)) {
      throw malformed();
    }
    const beside = left ?? right;
    if (beside !== null) return beside;
    if (root !== null) {
      const host = this.#places.root(root);
      if (host === undefined) throw new Unreadable(refusal('NOT_ALLOWED'));
      return { host, sub };
    }
    // Safe: without origins and without a root, an update names a parent.
    const host = this.#parentHost(this.neighbour(parent as Id));
    return host === GARBAGE ? GARBAGE : { host, sub };
  }

  #parentHost(neighbour: Neighbour): Host | typeof GARBAGE {
    if (neighbour instanceof Y.GC || neighbour instanceof Y.Item) return this.#places.ofParent(neighbour);
    const place = this.of(neighbour);
    if (place === GARBAGE || neighbour.kind === 'deleted') return GARBAGE;
    if (neighbour.kind !== 'type') throw malformed();
    const known = this.#hosts.get(neighbour);
    if (known !== undefined) return known;
    const host: Host = {
      self: neighbour,
      root: place.host.root,
      container: newContainer(neighbour),
      depth: place.host.depth + 1,
    };
    this.#hosts.set(neighbour, host);
    return host;
  }
}

function newContainer({ type, text }: Struct): Container {
  if (type === XML_TEXT) return 'run';
  if (type === XML_ELEMENT && isNoteNode(text)) return text;
  throw new Unreadable(refusal('NOT_ALLOWED'));
}
