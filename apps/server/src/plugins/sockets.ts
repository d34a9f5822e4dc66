/**
 * The upgrade door: `/sync/<document>` for documents, Socket.IO for hints. Who comes is known before anything is let in;
 * a socket that breaks takes nothing with it. [SK1–SK9]
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  ENDINGS,
  LIMITS,
  parseDocumentName,
  PERSON_PARAMETER,
  PROTOCOL_VERSION,
  type Ending,
} from '@heping/protocol';
import proxyAddr from '@fastify/proxy-addr';
import { may } from '@heping/scoring';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { WebSocket, WebSocketServer } from 'ws';
import type { AppOptions } from '../config.ts';
import { weigh } from '../evaluations/access.ts';
import { inLedger } from '../ledger/scope.ts';
import { rubricOf } from '../rubrics/rubric.ts';
import { Progress } from '../projection/progress.ts';
import { Throttle } from '../sessions/throttle.ts';
import type { Visitor } from '../sessions/sessions.ts';
import type { Wire } from '../sync/connection.ts';
import type { Corridor, Notices } from '../sync/corridor.ts';
import { Crowd } from '../sync/crowd.ts';
import { PromptSocket, turnAway } from '../sync/farewell.ts';
import { openCorridor, type OpenCorridor } from '../sync/house.ts';
import { asksForNotices, openNotices, type OpenNotices } from '../sync/notices.ts';

declare module 'fastify' {
  interface FastifyInstance {
    corridor: Corridor;
    notices: Notices;
  }
}

const SYNC = '/sync/';
const NOTICES = '/socket.io/';
/** Refused upgrades of one address; a whole panel sits behind one, and what succeeds is not counted. (SECURITY C3) */
const REFUSED_UPGRADES = { most: 30, windowMs: 60_000 } as const;

/** Sockets of a person at each door, those that are told to go included: beyond it nobody is even told. [SO11, NO4] */
const MOST_SOCKETS = 2 * LIMITS.socketsPerPerson;

/** A frame over the limit ends with our code: after 1009 a stock provider would come back and send it again, for ever. */
class SyncSocket extends PromptSocket {
  override close(code?: number, data?: string | Buffer): void {
    super.close(code === 1009 ? ENDINGS['too-large'].code : code, data);
  }
}

export const sockets = fp<AppOptions>(
  async (app: FastifyInstance, { trustedProxies }) => {
    const fault = (error: unknown, where: string) =>
      app.log.error({ err: error, where }, 'a fault in the corridor');
    const standingOf = (evaluationId: string, visitor: Visitor) => weigh(app.store.db, evaluationId, visitor);
    // First of all: a socket that is reset while somebody is asked who they are must not end the process. (SECURITY 2c)
    app.server.prependListener('upgrade', (_request: IncomingMessage, socket: Duplex) => {
      socket.on('error', () => socket.destroy());
    });

    const refusedUpgrades = new Throttle(REFUSED_UPGRADES);
    // As for every other request: behind a proxy that is trusted, the address it names. (SECURITY C3)
    const trusted = proxyAddr.compile((trustedProxies ?? '').split(',').flatMap((part) => part.trim() || []));

    /** Counts somebody who is turned away; false once their address was turned away too often. [SK7] */
    function mayTryAgain(request: IncomingMessage): boolean {
      const address = proxyAddr(request, trusted);
      const now = Date.now();
      if (refusedUpgrades.waitFor(address, now) > 0) return false;
      refusedUpgrades.fail(address, now);
      return true;
    }

    const notices: OpenNotices = openNotices({
      visitorOf: (cookie) => app.sessions.authenticate(cookie, { touch: false }),
      maySee: async (evaluationId, visitor) => (await standingOf(evaluationId, visitor)) !== null,
      maySeeProgress: async (evaluationId, visitor) => {
        const standing = await standingOf(evaluationId, visitor);
        return standing !== null && may(standing.roles, 'progress.read', standing.phase);
      },
      mayBeSummoned: async (evaluationId, visitor) => {
        const standing = await standingOf(evaluationId, visitor);
        return standing !== null && may(standing.roles, 'consensus.read', standing.phase);
      },
      inLedger: (evaluations, visitor) => inLedger(app.store.db, evaluations, visitor),
      fault,
    });
    const progress = new Progress({
      store: app.store,
      changed: (evaluationId) => notices.progressChanged(evaluationId),
      fault: (error) => fault(error, 'progress'),
    });
    const corridor: OpenCorridor = openCorridor({
      store: app.store,
      clock: () => app.clock(),
      rubricOf,
      rolesOf: async (evaluationId, visitor) => (await standingOf(evaluationId, visitor))?.roles ?? null,
      visitorOf: (cookie) => app.sessions.authenticate(cookie, { touch: false }),
      touch: (tokenHash) => app.sessions.touch(tokenHash),
      fault,
      ballotKept: (ballot) => progress.kept(ballot),
    });
    app.decorate('corridor', {
      command: (evaluationId, work) => corridor.command(evaluationId, work),
      revalidate: async (personId) => {
        await Promise.all([corridor.revalidate(personId), notices.revalidate(personId)]);
      },
      close: () => corridor.close(),
    });
    app.decorate('notices', notices);
    app.sessions.onEnded((personId, tokenHash) => {
      corridor.signOut(personId, tokenHash);
      notices.sessionEnded(personId, tokenHash);
    });

    const server = new WebSocketServer({
      noServer: true,
      WebSocket: SyncSocket,
      maxPayload: LIMITS.firstSync + LIMITS.frame,
      perMessageDeflate: false,
      clientTracking: false,
    });
    /** Turns somebody away, unless their address was turned away too often: then it waits. [SK7] */
    function refuse(request: IncomingMessage, socket: Duplex, turn: () => void): void {
      if (mayTryAgain(request)) turn();
      else turnAway(socket, '429 Too Many Requests');
    }

    async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
      const refuseWith = (status: string) => refuse(request, socket, () => turnAway(socket, status));
      const target = readTarget(request.url ?? '');
      if (target === undefined) return refuseWith('404 Not Found');
      if (!app.sessions.checkOrigin(request)) return refuseWith('403 Forbidden');
      const { cookie } = request.headers;
      const visitor = await app.sessions.authenticate(cookie, { touch: false });
      if (socket.destroyed) return;
      if (visitor !== null && !isRoomFor(visitor, target, socket)) {
        return turnAway(socket, '429 Too Many Requests');
      }
      if (target === 'notices') {
        return visitor === null ? refuseWith('401 Unauthorized') : notices.connect(request, socket, head);
      }
      // A browser cannot read the status of a refused upgrade, and a provider would try again for ever: it is let in
      // and told with a code that ends it. [SK4]
      const letIn = (then: (webSocket: WebSocket) => void) =>
        server.handleUpgrade(request, socket, head, then);
      const { document, speaksOurs, isTooOld, as } = target;
      if (visitor === null || (as !== null && as !== visitor.personId)) {
        const ending = isTooOld ? 'too-old' : 'signed-out';
        return refuse(request, socket, () => letIn((webSocket) => showOut(webSocket, ending)));
      }
      if (isTooOld) return letIn((webSocket) => showOut(webSocket, 'too-old'));
      letIn((webSocket) =>
        attach(webSocket, socket, (wire) =>
          corridor.connect(wire, { visitor, cookie, document, speaksOurs }),
        ),
      );
    }

    const crowds = { sync: new Crowd(MOST_SOCKETS), notices: new Crowd(MOST_SOCKETS) };
    /** Counts a person's socket until it is gone, whatever is said to it. */
    function isRoomFor({ personId }: Visitor, target: Target | 'notices', socket: Duplex): boolean {
      const crowd = target === 'notices' ? crowds.notices : crowds.sync;
      socket.once('close', () => crowd.leave(personId));
      return crowd.enter(personId);
    }

    app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      upgrade(request, socket, head).catch((error: unknown) => {
        fault(error, 'upgrade');
        turnAway(socket, '500 Internal Server Error');
      });
    });
    app.addHook('preClose', async () => {
      await notices.close();
      await progress.drain();
      await corridor.close();
    });
  },
  { name: 'sockets', dependencies: ['db', 'session'] },
);

interface Target {
  readonly document: NonNullable<ReturnType<typeof parseDocumentName>>;
  readonly speaksOurs: boolean;
  /** Another version than ours is an older page: it has to be loaded again. None at all is a stock provider. */
  readonly isTooOld: boolean;
  /** Whose page asks, where it says so. [SK10] */
  readonly as: string | null;
}

/** `/sync/ballot:e-1:p-7?v=2`, or Socket.IO's path; undefined for anything that is neither. */
function readTarget(url: string): Target | 'notices' | undefined {
  const [path = '', query = ''] = url.split('?', 2);
  if (path === NOTICES) return asksForNotices(query) ? 'notices' : undefined;
  if (!path.startsWith(SYNC)) return undefined;
  let name: string;
  try {
    name = decodeURIComponent(path.slice(SYNC.length));
  } catch {
    return undefined;
  }
  const document = parseDocumentName(name);
  if (document === undefined) return undefined;
  const params = new URLSearchParams(query);
  const version = params.get('v');
  const speaksOurs = version === PROTOCOL_VERSION;
  return {
    document,
    speaksOurs,
    isTooOld: version !== null && !speaksOurs,
    as: params.get(PERSON_PARAMETER),
  };
}

function showOut(webSocket: WebSocket, ending: Ending): void {
  webSocket.on('error', () => webSocket.terminate());
  webSocket.close(ENDINGS[ending].code, ending);
}

/** Ties a socket to its seat. Frames are written as they are, past ws, because they are built once for many. */
function attach(
  webSocket: WebSocket,
  socket: Duplex,
  seatFor: (wire: Wire) => ReturnType<OpenCorridor['connect']>,
): void {
  const wire: Wire = {
    send: (frame) => {
      if (webSocket.readyState === WebSocket.OPEN) socket.write(frame);
    },
    close: (code, reason) => {
      // A paused socket would never read the other side's goodbye.
      webSocket.resume();
      webSocket.close(code, reason);
    },
    terminate: () => webSocket.terminate(),
    pause: () => webSocket.pause(),
    resume: () => webSocket.resume(),
    cork: () => socket.cork(),
    uncork: () => socket.uncork(),
    ping: () => {
      if (webSocket.readyState === WebSocket.OPEN) webSocket.ping();
    },
    get buffered() {
      return socket.writableLength;
    },
  };
  const seat = seatFor(wire);
  webSocket.on('message', (data, isBinary) => {
    // Safe: ws hands out one Buffer a message unless told otherwise.
    const bytes = data as Buffer;
    seat.receive(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length), isBinary);
  });
  webSocket.on('pong', () => seat.heard());
  webSocket.on('close', () => seat.closed());
  // Reserved bits, bad opcodes, an announced length over the limit: ws closes by itself. [SK6]
  webSocket.on('error', (error: Error & { readonly code?: string }) => {
    if (error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') seat.overflow();
  });
}
