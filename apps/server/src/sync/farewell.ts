/** How sockets end that are told to go: they are given a moment to hear it, and then they are gone. [SK9] */
import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';

/** ws itself would wait half a minute for an answer to its goodbye, and the raw socket for ever. */
export const FAREWELL_MS = 2_000;

/** Does it after the moment for a goodbye, unless the socket is gone by then. */
export function afterFarewell(socket: NodeJS.EventEmitter, end: () => void): void {
  const timer = setTimeout(end, FAREWELL_MS).unref();
  socket.once('close', () => clearTimeout(timer));
}

/** A WebSocket whose closing ends, whether the other side answers or not. */
export class PromptSocket extends WebSocket {
  #isLeaving = false;

  override close(code?: number, data?: string | Buffer): void {
    super.close(code, data);
    if (this.#isLeaving || this.readyState === WebSocket.CLOSED) return;
    this.#isLeaving = true;
    afterFarewell(this, () => this.terminate());
  }
}

/** Answers an upgrade that is refused. */
export function turnAway(socket: Duplex, status: string): void {
  if (socket.destroyed) return;
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  afterFarewell(socket, () => socket.destroy());
}
