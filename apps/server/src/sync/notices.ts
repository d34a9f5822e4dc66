/** Hints over Socket.IO: WebSocket only, the same session and origin as everywhere, rooms by evaluation and person. [NO1–NO8] */
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { ID_PATTERN, type NoticesToBrowser, type NoticesToServer } from '@heping/protocol';
import { Server, type Socket } from 'socket.io';
import { WebSocketServer } from 'ws';
import type { Visitor } from '../sessions/sessions.ts';
import type { Notices } from './corridor.ts';

export interface NoticesOptions {
  readonly path: string;
  isOwnOrigin(request: IncomingMessage): boolean;
  /** Counts somebody without a session; false once there were too many from their address. [NO9] */
  mayTryAgain(request: IncomingMessage): boolean;
  /** The visitor behind a cookie, if the session still holds. Does not count as activity. */
  visitorOf(cookie: string | undefined): Promise<Visitor | null>;
  maySee(evaluationId: string, visitor: Visitor): Promise<boolean>;
  /** Whether somebody may know how far the scoring is. [NO8] */
  maySeeProgress(evaluationId: string, visitor: Visitor): Promise<boolean>;
  /** Whether somebody may read the consensus now. [NO6] */
  mayBeSummoned(evaluationId: string, visitor: Visitor): Promise<boolean>;
  fault(error: unknown, where: string): void;
}

export interface OpenNotices extends Notices {
  /** A ballot's count changed: told to nobody who may not see it. [NO8] */
  progressChanged(evaluation: string): void;
  sessionEnded(personId: string, tokenHash?: string): void;
  /** Somebody's roles changed: what they may not see any more is not hinted at. */
  revalidate(personId: string): Promise<void>;
  close(): Promise<void>;
}

interface Known {
  visitor: Visitor;
  cookie: string | undefined;
}
type Door = Server<NoticesToServer, NoticesToBrowser, Record<string, never>, Known>;
type Guest = Socket<NoticesToServer, NoticesToBrowser, Record<string, never>, Known>;

const MOST_WATCHED = 50;
const MOST_SOCKETS = 20;
const CHECK_MS = 60_000;
const SAID = { most: 60, withinMs: 60_000 } as const;

const evaluationRoom = (id: string) => `evaluation:${id}`;
const personRoom = (id: string) => `person:${id}`;

export function openNotices(server: HttpServer, options: NoticesOptions): OpenNotices {
  const io: Door = new Server(server, {
    path: options.path.slice(0, -1),
    serveClient: false,
    transports: ['websocket'],
    // Ours: the one that comes with Socket.IO answers every ping, however many answers nobody reads. [NO7]
    wsEngine: WebSocketServer,
    // Upgrades of the sync door take their time to be let in; engine.io would hang up on them. (SECURITY 2c)
    destroyUpgrade: false,
    maxHttpBufferSize: 64 << 10,
    perMessageDeflate: false,
    // At the upgrade itself: a foreign page gets no socket, not even one that is closed at once. (SECURITY C2)
    allowRequest: (request, answer) => {
      if (!options.isOwnOrigin(request)) return answer('BAD_ORIGIN', false);
      options.visitorOf(request.headers.cookie).then(
        (visitor) => {
          // Let in to be told that they are to sign in, but not again and again.
          const mayCome = visitor !== null || options.mayTryAgain(request);
          answer(mayCome ? null : 'SLOW_DOWN', mayCome);
        },
        (error: unknown) => {
          options.fault(error, 'notices');
          answer('FAULT', false);
        },
      );
    },
    cleanupEmptyChildNamespaces: true,
  });
  let seq = Date.now();

  io.use((socket, next) => {
    admit(socket, options).then(
      (refused) => next(refused ?? undefined),
      (error: unknown) => {
        options.fault(error, 'notices');
        next(new Error('FAULT'));
      },
    );
  });
  io.on('connection', (socket) => {
    const { visitor } = socket.data;
    void socket.join(personRoom(visitor.personId));
    const isTooMuch = limiter();
    socket.on('evaluation:watch', (evaluation: unknown, answer: unknown) => {
      const reply = (ok: boolean) => {
        if (typeof answer === 'function') (answer as (ok: boolean) => void)(ok);
      };
      if (isTooMuch() || typeof evaluation !== 'string' || !ID_PATTERN.test(evaluation)) return reply(false);
      if (socket.rooms.size > MOST_WATCHED) return reply(false);
      options.maySee(evaluation, visitor).then(
        async (may) => {
          if (may) await socket.join(evaluationRoom(evaluation));
          reply(may);
        },
        (error: unknown) => {
          options.fault(error, 'notices');
          reply(false);
        },
      );
    });
    socket.on('evaluation:unwatch', (evaluation: unknown) => {
      if (typeof evaluation === 'string') void socket.leave(evaluationRoom(evaluation));
    });
  });

  /** A session that ran out closes its sockets, too. */
  async function check(socket: Guest): Promise<void> {
    if ((await options.visitorOf(socket.data.cookie)) === null) showOut(socket);
    else {
      for (const room of socket.rooms) {
        if (!room.startsWith('evaluation:')) continue;
        if (!(await options.maySee(room.slice('evaluation:'.length), socket.data.visitor)))
          void socket.leave(room);
      }
    }
  }
  const socketsOf = (personId: string) =>
    [...io.of('/').sockets.values()].filter((socket) => socket.data.visitor.personId === personId);
  const checking = setInterval(() => {
    for (const socket of io.of('/').sockets.values()) {
      check(socket).catch((error: unknown) => options.fault(error, 'notices'));
    }
  }, CHECK_MS).unref();

  return {
    evaluationChanged(evaluation) {
      seq += 1;
      io.to(evaluationRoom(evaluation)).emit('evaluation:changed', { evaluation, seq });
    },
    progressChanged(evaluation) {
      seq += 1;
      const hint = { evaluation, seq };
      for (const socket of io.of('/').sockets.values()) {
        if (!socket.rooms.has(evaluationRoom(evaluation))) continue;
        options.maySeeProgress(evaluation, socket.data.visitor).then(
          (may) => void (may && socket.emit('evaluation:changed', hint)),
          (error: unknown) => options.fault(error, 'notices'),
        );
      }
    },
    summon(evaluation, indicator, { personId, name }, view) {
      const summons = {
        evaluation,
        indicator,
        by: personId,
        name,
        ...(view === undefined ? {} : { view }),
      };
      for (const socket of io.of('/').sockets.values()) {
        if (!socket.rooms.has(evaluationRoom(evaluation))) continue;
        // Who watches may see that there is an evaluation; where the panel is in it is the panel's.
        options.mayBeSummoned(evaluation, socket.data.visitor).then(
          (may) => void (may && socket.emit('evaluation:summons', summons)),
          (error: unknown) => options.fault(error, 'notices'),
        );
      }
    },
    workChanged(personIds) {
      if (personIds.length > 0) io.to(personIds.map(personRoom)).emit('work:changed');
    },
    sessionEnded(personId, tokenHash) {
      for (const socket of socketsOf(personId)) {
        if (tokenHash === undefined || socket.data.visitor.tokenHash === tokenHash) showOut(socket);
      }
    },
    async revalidate(personId) {
      await Promise.all(socketsOf(personId).map(check));
    },
    async close() {
      clearInterval(checking);
      io.disconnectSockets(true);
      // The HTTP server is the app's own to close.
      io.engine.close();
    },
  };

  function showOut(socket: Guest): void {
    socket.emit('session:ended');
    socket.disconnect(true);
  }

  /** Asked once the socket stands, so that a reset meanwhile harms nobody. (SECURITY 2c) */
  async function admit(socket: Guest, { visitorOf }: NoticesOptions): Promise<Error | null> {
    const { cookie } = socket.request.headers;
    const visitor = await visitorOf(cookie);
    if (visitor === null) return new Error('LOGIN');
    if (socketsOf(visitor.personId).length >= MOST_SOCKETS) return new Error('SLOW_DOWN');
    socket.data = { visitor, cookie };
    return null;
  }
}

/** True once more came within the time than anybody needs. */
function limiter(): () => boolean {
  let times: number[] = [];
  return () => {
    const now = performance.now();
    times = [...times.filter((at) => at > now - SAID.withinMs), now].slice(-SAID.most - 1);
    return times.length > SAID.most;
  };
}
