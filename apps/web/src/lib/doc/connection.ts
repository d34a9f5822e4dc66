/**
 * The connection of one document: y-websocket's provider, which also hears the server's own messages, counts what
 * leaves, and of presence says only one's own. It never reconnects by itself: its owner decides. [MS2]
 */
import {
  MESSAGE,
  PERSON_PARAMETER,
  PROTOCOL_VERSION,
  readRefused,
  readSaved,
  readState,
  type Presence,
  type Refused,
  type RoomState,
  type Saved,
} from '@heping/protocol';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as awareness from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { countingSocket, type Leaving } from './counting-socket.ts';
import type { Clocks } from './saving.ts';

/** What is said on a connection, to whoever holds the document. */
export interface Hearing {
  readonly onLeaving: (what: Leaving) => void;
  /** The server's state vector, and one's own at that moment. */
  readonly onServerHas: (theirs: Clocks, ours: Clocks) => void;
  readonly onSaved: (saved: Saved) => void;
  readonly onRefused: (refused: Refused) => void;
  readonly onState: (state: RoomState) => void;
  readonly onPresence: () => void;
}

/** A slow line takes seconds to shake hands. */
const OPENS_WITHIN_MS = 15_000;

const syncUrl = () => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/sync`;

/** Not yet connected: the owner listens first. `presence` is null where nobody is shown. */
export function openConnection(
  roomName: string,
  person: string,
  doc: Y.Doc,
  presence: Presence | null,
  hearing: Hearing,
): WebsocketProvider {
  const provider = new WebsocketProvider(syncUrl(), roomName, doc, {
    connect: false,
    params: { v: PROTOCOL_VERSION, [PERSON_PARAMETER]: person },
    // Tabs meet at the server: what one tab is refused must not come back through the other.
    disableBc: true,
    shouldReconnect: () => false,
    WebSocketPolyfill: countingSocket(hearing.onLeaving),
  });
  hear(provider, doc, hearing);
  openInTime(provider);
  speakForOneself(provider, presence, hearing.onPresence);
  return provider;
}

/**
 * Over a network that swallows what is sent a browser tries to open a socket for minutes, also when the network has long
 * been back. Given up, it is a cut, and tried again like one; what stands and is silent y-websocket cuts itself. [OF10]
 */
function openInTime(provider: WebsocketProvider): void {
  let limit: ReturnType<typeof setTimeout> | undefined;
  provider.on('status', ({ status }) => {
    clearTimeout(limit);
    const socket = provider.ws;
    if (status !== 'connecting' || socket === null) return;
    limit = setTimeout(() => {
      if (socket.readyState === WebSocket.CONNECTING) socket.close();
    }, OPENS_WITHIN_MS);
  });
}

/** The messages beyond y-websocket's own, and the server's state vector on its way in. */
function hear(provider: WebsocketProvider, doc: Y.Doc, hearing: Hearing): void {
  const handlers = provider.messageHandlers;
  const sync = handlers[MESSAGE.sync]!;
  handlers[MESSAGE.sync] = (encoder, decoder, self, emitSynced, type) => {
    const ahead = decoding.clone(decoder);
    if (decoding.readVarUint(ahead) === 0) {
      const theirs = Y.decodeStateVector(decoding.readVarUint8Array(ahead));
      hearing.onServerHas(theirs, Y.decodeStateVector(Y.encodeStateVector(doc)));
    }
    sync(encoder, decoder, self, emitSynced, type);
  };
  handlers[MESSAGE.saved] = (_encoder, decoder) => hearing.onSaved(readSaved(decoder));
  handlers[MESSAGE.refused] = (_encoder, decoder) => hearing.onRefused(readRefused(decoder));
  handlers[MESSAGE.state] = (_encoder, decoder) => hearing.onState(readState(decoder));
}

/** A stock provider sends every awareness state on; ours says only its own. */
function speakForOneself(
  provider: WebsocketProvider,
  presence: Presence | null,
  onPresence: () => void,
): void {
  provider.awareness.off('update', provider._awarenessUpdateHandler);
  provider.awareness.setLocalState(presence);
  provider.awareness.on('update', (_changes: unknown, origin: unknown) => {
    onPresence();
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

/** Who left with the connection comes back with the same clock, which awareness would take for old news. */
export function forgetOthers({ awareness: { meta }, doc }: WebsocketProvider): void {
  for (const client of meta.keys()) if (client !== doc.clientID) meta.delete(client);
}
