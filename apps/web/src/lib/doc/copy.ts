/** A kept copy as rows for reading: what was here, and what the server holds. Pure. */
import { parsePlanRoot, rootsOf, SERVER_MAPS, type DocumentKind } from '@heping/protocol';
import type { Rubric } from '@heping/scoring';
import * as Y from 'yjs';

/** `kept` and `server` are plain text or values as they stand in the document. */
export interface CopyRow {
  /** `scores:A1.2.2`, `note:A1.2.2` */
  readonly place: string;
  readonly kept: unknown;
  readonly server: unknown;
}

/** A copy's bytes as a document of its own, connected to nothing. */
export function openCopy(bytes: Uint8Array): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, bytes);
  return doc;
}

/** Every value of a document by its place; empty ones are left out. */
export function valuesOf(doc: Y.Doc, kind: DocumentKind, rubric: Rubric): ReadonlyMap<string, unknown> {
  const values = new Map<string, unknown>();
  for (const [name, type] of rootsIn(doc, kind, rubric)) {
    if (SERVER_MAPS.some((map) => map === name)) continue;
    if (type === 'map') {
      for (const [key, value] of doc.getMap(name)) if (value !== null) values.set(`${name}:${key}`, value);
    } else {
      const text = textOf(doc, name, type);
      if (text !== '') values.set(name, text);
    }
  }
  return values;
}

/** The roots of a document that there may be; a plan's texts are those it has. */
function rootsIn(
  doc: Y.Doc,
  kind: DocumentKind,
  rubric: Rubric,
): ReadonlyMap<string, 'map' | 'text' | 'xml' | 'array'> {
  const texts =
    kind === 'plan' ? [...doc.share.keys()].filter((root) => parsePlanRoot(root) !== undefined) : [];
  return new Map([...rootsOf(kind, rubric), ...texts.toSorted().map((root) => [root, 'text'] as const)]);
}

function textOf(doc: Y.Doc, name: string, type: 'text' | 'xml' | 'array'): string {
  if (type === 'text') return doc.getText(name).toString().trim();
  if (type === 'array') {
    return doc
      .getArray<{ text?: string }>(name)
      .toArray()
      .map((message) => message.text ?? '')
      .join('\n');
  }
  return blocks(doc.getXmlFragment(name)).trim();
}

function blocks(node: Y.XmlFragment | Y.XmlElement): string {
  return node
    .toArray()
    .map((child) => {
      if (child instanceof Y.XmlText) {
        const parts = child.toDelta() as { insert: unknown }[];
        return parts.map(({ insert }) => (typeof insert === 'string' ? insert : '')).join('');
      }
      return child instanceof Y.XmlElement ? `${blocks(child)}\n` : '';
    })
    .join('')
    .replaceAll(/\n{2,}/g, '\n');
}

/** What differs between a copy and the live document, in the order of the rubric's roots. */
export function compareCopy(
  copy: Y.Doc,
  live: Y.Doc,
  kind: DocumentKind,
  rubric: Rubric,
): readonly CopyRow[] {
  const [kept, server] = [valuesOf(copy, kind, rubric), valuesOf(live, kind, rubric)];
  return [...new Set([...kept.keys(), ...server.keys()])]
    .filter((place) => kept.get(place) !== server.get(place))
    .map((place) => ({ place, kept: kept.get(place) ?? null, server: server.get(place) ?? null }));
}

/** The copy as text to hand on: one line a place, longer texts beneath it. */
export function exportCopy(
  head: string,
  rows: readonly { label: string; kept: string; server: string }[],
): string {
  const lines = rows.map(({ label, kept, server }) =>
    kept.includes('\n') || server.includes('\n')
      ? `${label}\n${kept}\n— ${server}\n`
      : `${label}\t${kept}\t${server}`,
  );
  return [head, '', ...lines, ''].join('\n');
}
