/** What must hold of every document at every time: the layout, said a second time and independently of the guard. */
import {
  isCleanText,
  NOTE_MARKS,
  NOTE_NODES,
  pieceKey,
  placesIn,
  slotOf,
  TEXT_LIMITS,
  type DocumentKind,
} from '@heping/protocol';
import * as Y from 'yjs';
import type { Content } from '../../apps/server/src/sync/content.ts';

const CHILDREN: Record<string, readonly string[]> = {
  '': ['paragraph', 'bulletList', 'orderedList'],
  paragraph: ['hardBreak', '#text'],
  bulletList: ['listItem'],
  orderedList: ['listItem'],
  listItem: ['paragraph', 'bulletList', 'orderedList'],
  hardBreak: [],
};

/** Everything that is wrong with a document, in words. */
export function wrongWith(doc: Y.Doc, content: Content): string[] {
  const wrong: string[] = [];
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) wrong.push('something is pending');
  for (const name of doc.share.keys()) {
    const type = content.rootType(name);
    if (type === undefined) wrong.push(`root ${name}`);
    else if (type === 'map') wrong.push(...wrongMap(doc.getMap(name), name, content));
    else if (type === 'text') wrong.push(...wrongText(doc.getText(name), name));
    else if (type === 'array') wrong.push(...wrongThread(doc.getArray(name), name));
    else wrong.push(...wrongNote(doc.getXmlFragment(name), name));
  }
  if (content.kind === 'plan') return [...wrong, ...wrongSlots(doc)];
  return content.kind === 'record' ? [...wrong, ...wrongPieces(doc)] : wrong;
}

/** Whoever brought a piece stands with it. [GU24] */
function wrongPieces(doc: Y.Doc): string[] {
  const evidence = doc.getMap('evidence');
  const slots = new Set([...evidence.keys()].flatMap((key) => slotOf(key) ?? []));
  return [...slots].flatMap((slot) =>
    typeof evidence.get(pieceKey(slot, 'by')) === 'string' ? [] : [`piece ${slot} is nobody’s`],
  );
}

/** Measures within their bounds, and no words without a measure. [GU22] */
function wrongSlots(doc: Y.Doc): string[] {
  const places = placesIn(doc);
  const all = new Set([...places.values()].flatMap((own) => [...own]));
  const stray = [...doc.share.keys()].filter((root) => {
    const place = root.startsWith('measure:') ? root.slice('measure:'.length) : null;
    return place !== null && doc.getText(root).length > 0 && !all.has(place);
  });
  const isOver = all.size > 200 || [...places.values()].some(({ size }) => size > 20);
  return [...stray.map((root) => `${root} belongs to no measure`), ...(isOver ? ['too many measures'] : [])];
}

function wrongMap(map: Y.Map<unknown>, name: string, content: Content): string[] {
  return [...map._map].flatMap(([key, item]) => {
    if (!content.hasKey(name, key)) return [`key ${name}.${key}`];
    if (item.deleted) return [`${name}.${key} was erased`];
    const value = map.get(key);
    if (name === 'settled') return isKept(value) && item.id.client === 2 ? [] : [`settled ${key}`];
    if (name !== 'conflicts')
      return content.judgeValue(name, key, value) === null ? [] : [`${name}.${key} = ${String(value)}`];
    const isConflict =
      value === null || (Array.isArray((value as { values?: unknown }).values) && item.id.client === 2);
    return isConflict ? [] : [`conflict ${key}`];
  });
}

/** Values and the one that was taken. [RE4] */
const isKept = (value: unknown): boolean => {
  const { values, by } = (value ?? {}) as { values?: unknown; by?: unknown };
  return Array.isArray(values) && values.length > 0 && typeof by === 'string';
};

function wrongText(text: Y.Text, name: string): string[] {
  const limit = TEXT_LIMITS[name.split(':', 1)[0] as keyof typeof TEXT_LIMITS];
  const parts = text.toDelta() as { insert: unknown; attributes?: unknown }[];
  if (parts.some(({ insert, attributes }) => typeof insert !== 'string' || attributes !== undefined))
    return [`${name} is not plain`];
  if (text.length > limit) return [`${name} is ${text.length} long`];
  if (!isCleanText(text.toString())) return [`${name} is not clean`];
  return !text.toString().includes('\ufffd') ? [] : [`${name} has half a character`];
}

function wrongThread(thread: Y.Array<unknown>, name: string): string[] {
  const isRight = (value: unknown) => {
    const { id, by, at, text } = (value ?? {}) as Record<string, unknown>;
    return (
      typeof id === 'string' &&
      typeof by === 'string' &&
      Number.isSafeInteger(at) &&
      typeof text === 'string' &&
      isCleanText(text) &&
      text.length <= TEXT_LIMITS.message
    );
  };
  const messages = thread.toArray();
  const ids = new Set(messages.map((message) => (message as { id?: unknown }).id));
  if (ids.size < messages.length) return [`a message twice in ${name}`];
  return messages.every(isRight) ? [] : [`a message in ${name}`];
}

function wrongNote(fragment: Y.XmlFragment, name: string): string[] {
  const walk = (parent: string, nodes: readonly unknown[]): string[] =>
    nodes.flatMap((node) => {
      if (node instanceof Y.XmlElement) {
        if (!(node.nodeName in NOTE_NODES) || !CHILDREN[parent]?.includes(node.nodeName))
          return [`${node.nodeName} in ${parent} of ${name}`];
        const attributes = Object.entries(node.getAttributes());
        const bad = attributes.filter(
          ([key, value]) => node.nodeName !== 'orderedList' || key !== 'start' || !Number.isInteger(value),
        );
        return [...bad.map(([key]) => `attribute ${key} in ${name}`), ...walk(node.nodeName, node.toArray())];
      }
      if (!(node instanceof Y.XmlText) || !CHILDREN[parent]?.includes('#text'))
        return [`text in ${parent} of ${name}`];
      const parts = node.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[];
      return parts.flatMap(({ insert, attributes = {} }) => {
        if (typeof insert !== 'string') return [`an embed in ${name}`];
        if (!isCleanText(insert)) return [`${name} is not clean`];
        return Object.keys(attributes).every((mark) => (NOTE_MARKS as readonly string[]).includes(mark))
          ? []
          : [`a mark in ${name}`];
      });
    });
  return walk('', fragment.toArray());
}

/** Two replicas hold the same, deletions included. */
export function isSame(one: Y.Doc, other: Y.Doc, content: Content): boolean {
  return (
    Y.equalSnapshots(Y.snapshot(one), Y.snapshot(other)) &&
    JSON.stringify(valuesOf(one, content)) === JSON.stringify(valuesOf(other, content))
  );
}

/** Everything by root, only what there is. */
export function valuesOf(doc: Y.Doc, content: Content): unknown {
  return [...doc.share.keys()].toSorted().flatMap((name) => {
    const type = content.rootType(name);
    switch (type) {
      case 'map': {
        const entries = Object.entries(doc.getMap(name).toJSON()).sort(([a], [b]) => (a < b ? -1 : 1));
        return entries.length === 0 ? [] : [[name, entries]];
      }
      case 'text':
        return doc.getText(name).length === 0 ? [] : [[name, doc.getText(name).toDelta() as unknown]];
      case 'array':
        return doc.getArray(name).length === 0 ? [] : [[name, doc.getArray(name).toJSON()]];
      case 'xml':
        return doc.getXmlFragment(name).length === 0 ? [] : [[name, doc.getXmlFragment(name).toString()]];
      case undefined:
        return [];
    }
  });
}

export const KINDS: readonly DocumentKind[] = ['ballot', 'record', 'consensus', 'plan', 'self'];
