/** Requests of one connection, one after another: whoever sends many at once waits for their own, and nobody for theirs. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Sent and not begun yet. No browser and no usual proxy sends a second one before the first is answered. */
const MOST_WAITING = 16;

interface Line {
  isBusy: boolean;
  readonly waiting: (() => void)[];
}

/**
 * Node reads a thousand small requests out of one packet and would have all of them answered in one breath, whether or
 * not anybody takes the answers. Here the next one begins when the one before has been taken, and others come in
 * between; a connection with more than sixteen waiting is cut. [C8]
 */
export function oneAtATime(handler: RequestListener): RequestListener {
  const lines = new WeakMap<Socket, Line>();

  function serve(line: Line, request: IncomingMessage, response: ServerResponse): void {
    line.isBusy = true;
    response.once('close', () => setImmediate(next, line, request.socket));
    handler(request, response);
  }

  function next(line: Line, socket: Socket): void {
    line.isBusy = false;
    if (socket.destroyed) line.waiting.length = 0;
    line.waiting.shift()?.();
  }

  return (request, response) => {
    const { socket } = request;
    if (socket.destroyed) return;
    const line = lines.get(socket) ?? { isBusy: false, waiting: [] };
    lines.set(socket, line);
    if (!line.isBusy) return serve(line, request, response);
    if (line.waiting.length >= MOST_WAITING) return void socket.destroy();
    line.waiting.push(() => serve(line, request, response));
  };
}
