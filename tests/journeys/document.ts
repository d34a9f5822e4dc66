/** A document opened without a page: a stock y-websocket provider with a session's cookie and an Origin header. */
import {
  formatDocumentName,
  MESSAGE,
  readRefused,
  readSaved,
  readState,
  type DocumentName,
  type Refused,
} from '@heping/protocol';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { Person } from './person.ts';

export interface OpenDocument {
  readonly doc: Y.Doc;
  readonly refused: readonly Refused[];
  /** The codes with which the server ended connections, the last one last. */
  readonly endings: readonly number[];
  /** Resolves when everything written here so far is durable. */
  saved(): Promise<void>;
  close(): void;
}

/** A socket class that brings a session along, as a browser would. */
function socketOf(cookie: string, origin: string): typeof globalThis.WebSocket {
  class SessionSocket extends WebSocket {
    constructor(url: string, protocols?: string | string[]) {
      super(url, protocols, { headers: { cookie, origin } });
    }
  }
  // The provider uses what both kinds of socket have in common.
  return SessionSocket as unknown as typeof globalThis.WebSocket;
}

/** Opens a document for a person and waits for its content; throws when the server ends it. */
export async function openDocument(person: Person, name: DocumentName): Promise<OpenDocument> {
  const doc = new Y.Doc();
  const refused: Refused[] = [];
  const endings: number[] = [];
  let durable = 0;
  let listeners: (() => void)[] = [];
  const provider = new WebsocketProvider(
    `${person.origin.replace('http', 'ws')}/sync`,
    formatDocumentName(name),
    doc,
    {
      WebSocketPolyfill: socketOf(await person.cookie(), person.origin),
      params: { v: '2' },
      disableBc: true,
      connect: false,
    },
  );
  provider.messageHandlers[MESSAGE.saved] = (_encoder, decoder) => {
    for (const { clientId, clock } of readSaved(decoder).clocks)
      if (clientId === doc.clientID) durable = clock;
    for (const listen of listeners) listen();
  };
  provider.messageHandlers[MESSAGE.refused] = (_encoder, decoder) => void refused.push(readRefused(decoder));
  provider.messageHandlers[MESSAGE.state] = (_encoder, decoder) => void readState(decoder);
  await new Promise<void>((resolve, reject) => {
    provider.once('sync', () => resolve());
    provider.on('connection-close', (event: CloseEvent | null) => {
      if (event !== null) endings.push(event.code);
      reject(new Error(`closed with ${event?.code}`));
    });
    provider.connect();
  });
  return {
    doc,
    refused,
    endings,
    saved: () =>
      new Promise((resolve) => {
        const check = () => {
          if (durable < Y.getState(doc.store, doc.clientID)) return;
          listeners = listeners.filter((listen) => listen !== check);
          resolve();
        };
        listeners.push(check);
        check();
      }),
    close: () => {
      provider.destroy();
      doc.destroy();
    },
  };
}

/** Writes into a document and leaves when it is durable. */
export async function writeIn(
  person: Person,
  name: DocumentName,
  change: (doc: Y.Doc) => void,
): Promise<void> {
  const opened = await openDocument(person, name);
  opened.doc.transact(() => change(opened.doc));
  await opened.saved();
  opened.close();
}

/** The code with which the server ends a connection to a document of this name. */
export async function endingOf(person: Person, name: string): Promise<number> {
  const socket = new (socketOf(await person.cookie(), person.origin))(
    `${person.origin.replace('http', 'ws')}/sync/${name}?v=2`,
  ) as unknown as WebSocket;
  return new Promise((resolve, reject) => {
    socket.once('close', (code) => resolve(code));
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.once('error', reject);
  });
}
