/** Hints over Socket.IO: WebSocket only, the same session and origin as everywhere, rooms by evaluation and person. [NO1–NO13] */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { Server as Engine, type Socket as EngineSocket } from 'engine.io';
import { ID_PATTERN, type NoticesToBrowser, type NoticesToServer } from '@heping/protocol';
import { Server, type Socket } from 'socket.io';
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws';
import type { Visitor } from '../sessions/sessions.ts';
import type { Notices } from './corridor.ts';
import { PromptSocket } from './farewell.ts';
import { gathered } from './gathered.ts';
import { watchLine, type Line } from './line.ts';

export interface NoticesOptions {
  /** The visitor behind a cookie, if the session still holds. Does not count as activity. */
  visitorOf(cookie: string | undefined): Promise<Visitor | null>;
  maySee(evaluationId: string, visitor: Visitor): Promise<boolean>;
  /** Whether somebody may know how far the scoring is. [NO8] */
  maySeeProgress(evaluationId: string, visitor: Visitor): Promise<boolean>;
  /** Whether somebody may read the consensus now. [NO6] */
  mayBeSummoned(evaluationId: string, visitor: Visitor): Promise<boolean>;
  /** Of these evaluations those whose findings stand in somebody's ledger; null for who has none. [LG10] */
  inLedger(evaluations: readonly string[], visitor: Visitor): Promise<readonly string[] | null>;
  fault(error: unknown, where: string): void;
}

export interface OpenNotices extends Notices {
  /** Takes over the upgrade of somebody whose session holds, from a page of ours. [NO2] */
  connect(request: IncomingMessage, socket: Duplex, head: Buffer): void;
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

const WATCHING = 'evaluation:';
const evaluationRoom = (id: string) => `${WATCHING}${id}`;
const LEDGER = 'ledger';
/** A campaign's hundred deliveries are one hint. [LG10] */
const LEDGER_PAUSE_MS = 1_000;
/** A morning's thousand reminders are a few hints to each; a single message is there before anybody wonders. [NT4] */
const PERSON_PAUSE_MS = 250;
const personRoom = (id: string) => `person:${id}`;

/** Ours: the one that comes with Socket.IO answers every ping, however many answers nobody reads. [NO7] */
class PromptSockets extends WebSocketServer<typeof PromptSocket> {
  constructor(options: ServerOptions) {
    super({ ...options, WebSocket: PromptSocket });
  }
}

/** Whether an upgrade asks for what the door gives: this version, a WebSocket, and none beside one that is there. [NO2] */
export function asksForNotices(query: string): boolean {
  const asked = new URLSearchParams(query);
  return asked.get('EIO') === '4' && asked.get('transport') === 'websocket' && !asked.has('sid');
}

// Safe: an engine without polling has one for every socket, kept where its transport found it.
const webSocketOf = (socket: EngineSocket) =>
  (socket.request as unknown as { websocket: WebSocket }).websocket;

export function openNotices(options: NoticesOptions): OpenNotices {
  const engine = new Engine({
    transports: ['websocket'],
    wsEngine: PromptSockets,
    maxHttpBufferSize: 4 << 10,
    perMessageDeflate: false,
  });
  const lines = new WeakMap<object, Line>();
  // Before Socket.IO itself listens: it sees nothing of a packet that is one too many.
  engine.on('connection', (socket: EngineSocket) =>
    lines.set(socket, watchLine(socket, webSocketOf(socket))),
  );
  const io: Door = new Server({ serveClient: false, cleanupEmptyChildNamespaces: true });
  io.bind(engine);
  let seq = Date.now();

  io.use((socket, next) => {
    void admit(socket, options)
      .catch((error: unknown) => {
        options.fault(error, 'notices');
        return new Error('FAULT');
      })
      .then((refused) => {
        next(refused ?? undefined);
        // Told in the next tick.
        if (refused !== null) setImmediate(() => lineOf(socket)?.leave());
      });
  });
  io.on('connection', (socket) => {
    lineOf(socket)?.admitted();
    void socket.join(personRoom(socket.data.visitor.personId));
    // Found by a sign-out from here on; what came since it was asked is asked now. [NO13]
    checkLater(socket);
    const isTooMuch = limiter();
    socket.on('evaluation:watch', (evaluation: unknown, answer: unknown) => {
      const reply = (ok: boolean) => {
        if (typeof answer === 'function') (answer as (ok: boolean) => void)(ok);
      };
      if (isTooMuch() || typeof evaluation !== 'string' || !ID_PATTERN.test(evaluation)) return reply(false);
      if (socket.rooms.size > MOST_WATCHED) return reply(false);
      letWatch(socket, evaluation).then(reply, (error: unknown) => {
        options.fault(error, 'notices');
        reply(false);
      });
    });
    socket.on('ledger:watch', (answer: unknown) => {
      const reply = (ok: boolean) => {
        if (typeof answer === 'function') (answer as (ok: boolean) => void)(ok);
      };
      if (isTooMuch()) return reply(false);
      options.inLedger([], socket.data.visitor).then(
        async (own) => {
          if (own !== null) await socket.join(LEDGER);
          reply(own !== null);
        },
        (error: unknown) => options.fault(error, 'notices'),
      );
    });
    socket.on('ledger:unwatch', () => void socket.leave(LEDGER));
    socket.on('evaluation:unwatch', (evaluation: unknown) => {
      if (typeof evaluation === 'string') void socket.leave(evaluationRoom(evaluation));
    });
  });

  /** Told to each who watches as much as is theirs. */
  const tellLedgers = gathered((changed) => {
    for (const socket of io.of('/').sockets.values()) {
      if (!socket.rooms.has(LEDGER)) continue;
      options.inLedger(changed, socket.data.visitor).then(
        (own) => {
          if (own === null) return socket.leave(LEDGER);
          if (own.length > 0) socket.emit('ledger:changed', { evaluations: own });
        },
        (error: unknown) => options.fault(error, 'notices'),
      );
    }
  }, LEDGER_PAUSE_MS);
  const toldTo = (hint: 'notifications:changed' | 'work:changed') =>
    gathered((personIds) => {
      io.to(personIds.map(personRoom)).emit(hint);
    }, PERSON_PAUSE_MS);
  const tellPeople = toldTo('notifications:changed');
  const tellWork = toldTo('work:changed');

  /** Asked again once they watch: who loses the right meanwhile is found in the room, or asked after. [NO13] */
  async function letWatch(socket: Guest, evaluation: string): Promise<boolean> {
    if (!(await options.maySee(evaluation, socket.data.visitor))) return false;
    await socket.join(evaluationRoom(evaluation));
    return stillSees(socket, evaluation);
  }

  /** Whoever may not see an evaluation any more watches it no more. */
  async function stillSees(socket: Guest, evaluation: string): Promise<boolean> {
    const may = await options.maySee(evaluation, socket.data.visitor);
    if (!may) await socket.leave(evaluationRoom(evaluation));
    return may;
  }

  /** A session that ran out closes its sockets, too. */
  async function check(socket: Guest): Promise<void> {
    const visitor = await options.visitorOf(socket.data.cookie);
    if (visitor === null || visitor.personId !== socket.data.visitor.personId) return showOut(socket);
    // What they are may have changed.
    socket.data.visitor = visitor;
    for (const room of [...socket.rooms]) {
      if (room.startsWith(WATCHING)) await stillSees(socket, room.slice(WATCHING.length));
    }
  }
  function checkLater(socket: Guest): void {
    check(socket).catch((error: unknown) => options.fault(error, 'notices'));
  }
  const lineOf = ({ conn }: Guest) => lines.get(conn);
  const socketsOf = (personId: string) =>
    [...io.of('/').sockets.values()].filter((socket) => socket.data.visitor.personId === personId);
  const checking = setInterval(() => {
    for (const socket of io.of('/').sockets.values()) checkLater(socket);
  }, CHECK_MS).unref();

  return {
    connect(request, socket, head) {
      engine.handleUpgrade(request, socket, head);
    },
    evaluationChanged(evaluation) {
      seq += 1;
      io.to(evaluationRoom(evaluation)).emit('evaluation:changed', { evaluation, seq });
      tellLedgers.add(evaluation);
    },
    logChanged(evaluations) {
      for (const evaluation of evaluations)
        io.to(evaluationRoom(evaluation)).emit('log:changed', { evaluation });
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
      for (const personId of personIds) tellWork.add(personId);
    },
    notificationsChanged(personIds) {
      for (const personId of personIds) tellPeople.add(personId);
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
      tellLedgers.end();
      tellPeople.end();
      tellWork.end();
      // Not hung up one by one: whoever is told to go does not call again by themselves, and a restart is no end.
      engine.close();
    },
  };

  function showOut(socket: Guest): void {
    socket.emit('session:ended');
    socket.disconnect(true);
    lineOf(socket)?.leave();
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
