/**
 * Watches a Socket.IO line from below, where packets are counted whatever they say and whoever answers them: Socket.IO
 * itself answers some before anybody of ours is asked, as often as they come. [NO10–NO12]
 */
import type { WebSocket } from 'ws';
import { FAREWELL_MS } from './farewell.ts';

/** A page that comes back says hello and watches fifty evaluations at once. */
const RATE = { perSecond: 20, most: 100 } as const;
const MOST_QUEUED = 256 << 10;
/** What a packet that waits costs beside its text. */
const PACKET_BYTES = 64;
export const HELLO_MS = 10_000;

export interface Line {
  /** Somebody is let in: from here on silence is no harm. */
  admitted(): void;
  /** Ends it as soon as what was said is out, and soon after in any case. */
  leave(): void;
}

/** What of Engine.IO's socket and of its WebSocket is needed. */
export type Engine = NodeJS.EventEmitter & { close(discard?: boolean): unknown };
export type Underneath = Pick<WebSocket, 'bufferedAmount' | 'terminate'>;

interface Packet {
  readonly type: string;
  readonly data?: unknown;
}

export function watchLine(engine: Engine, webSocket: Underneath): Line {
  const isTooFast = limiter();
  let hasSaidHello = false;
  let queued = 0;
  const cut = () => {
    // Discarded: it would wait for what is queued to be read.
    engine.close(true);
    webSocket.terminate();
  };
  const silence = setTimeout(cut, HELLO_MS).unref();

  /** Whether a page of ours would say so: text, and hello once, to the one namespace there is. */
  function isOurs(data: unknown): boolean {
    if (typeof data !== 'string') return false;
    if (!data.startsWith('0')) return true;
    if (hasSaidHello || data[1] === '/') return false;
    hasSaidHello = true;
    return true;
  }

  engine.on('packet', ({ type, data }: Packet) => {
    if (isTooFast() || (type === 'message' && !isOurs(data))) cut();
  });
  engine.on('packetCreate', ({ data }: Packet) => {
    queued += PACKET_BYTES + (typeof data === 'string' ? data.length : 0);
    if (queued + webSocket.bufferedAmount > MOST_QUEUED) cut();
  });
  // What was queued here is the WebSocket's from now on.
  engine.on('flush', () => (queued = 0));
  engine.once('close', () => clearTimeout(silence));

  return {
    admitted: () => clearTimeout(silence),
    leave() {
      engine.close();
      const timer = setTimeout(cut, FAREWELL_MS).unref();
      engine.once('close', () => clearTimeout(timer));
    },
  };
}

/** True once more came than the rate and what was saved up allow. */
function limiter(): () => boolean {
  let left: number = RATE.most;
  let at = performance.now();
  return () => {
    const now = performance.now();
    left = Math.min(RATE.most, left + ((now - at) / 1000) * RATE.perSecond) - 1;
    at = now;
    return left < 0;
  };
}
