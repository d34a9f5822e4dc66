/**
 * A WebSocket client that costs next to nothing, so that the generator is never what is measured: one read buffer for
 * all sockets, frames masked and built ahead of time, no extensions. RFC 6455, binary messages only.
 */
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

const inbox = Buffer.allocUnsafeSlow(256 << 10);

export interface Listener {
  /** The connection was upgraded. */
  opened(): void;
  /** A whole message: bytes `from` up to `to` of a buffer that is used again afterwards. */
  message(bytes: Buffer, from: number, to: number): void;
  /** The close code, or 1006 and what was answered instead. */
  closed(code: number, reason: string): void;
}

const OPCODE = { continuation: 0, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** A masked frame of a client, ready to be written. */
export function framed(payload: Uint8Array, opcode: number = OPCODE.binary): Buffer {
  const head = payload.length < 126 ? 2 : payload.length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(head + 4 + payload.length);
  frame[0] = 0x80 | opcode;
  if (head === 2) frame[1] = 0x80 | payload.length;
  else if (head === 4) {
    frame[1] = 0x80 | 126;
    frame.writeUInt16BE(payload.length, 2);
  } else {
    frame[1] = 0x80 | 127;
    frame.writeBigUInt64BE(BigInt(payload.length), 2);
  }
  const mask = randomBytes(4);
  mask.copy(frame, head);
  for (let at = 0; at < payload.length; at += 1)
    frame[head + 4 + at] = (payload[at] ?? 0) ^ (mask[at & 3] ?? 0);
  return frame;
}

export class LeanSocket {
  readonly #socket: Socket;
  readonly #listener: Listener;
  /** The answer to the upgrade, until it is whole. */
  #head: Buffer | null = Buffer.alloc(0);
  /** The beginning of a frame whose end has not come. */
  #rest: Buffer | null = null;
  #parts: Buffer[] = [];
  #code = 1006;
  #reason = '';
  isOpen = false;
  isClosed = false;

  constructor(url: URL, headers: Readonly<Record<string, string>>, listener: Listener) {
    this.#listener = listener;
    this.#socket = connect({
      host: url.hostname,
      port: Number(url.port),
      noDelay: true,
      onread: { buffer: inbox, callback: (length) => this.#read(inbox.subarray(0, length)) },
    });
    this.#socket.once('connect', () => {
      const key = randomBytes(16).toString('base64');
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
      this.#socket.write(
        `GET ${url.pathname}${url.search} HTTP/1.1\r\nHost: ${url.host}\r\nUpgrade: websocket\r\n` +
          `Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n${lines.join('')}\r\n`,
      );
    });
    this.#socket.on('error', (error) => (this.#reason ||= error.message));
    this.#socket.once('close', () => {
      this.isOpen = false;
      this.isClosed = true;
      listener.closed(this.#code, this.#reason);
    });
  }

  /** Writes what `framed` made. */
  write(frame: Buffer): void {
    if (this.isOpen) this.#socket.write(frame);
  }

  /** Says goodbye; `closed` follows. */
  close(): void {
    this.write(framed(Buffer.from([0x03, 0xe8]), OPCODE.close));
    this.#socket.end();
  }

  #read(bytes: Buffer): boolean {
    if (this.#head !== null) this.#upgrade(bytes);
    else this.#frames(bytes);
    return true;
  }

  #upgrade(bytes: Buffer): void {
    const head = Buffer.concat([this.#head ?? Buffer.alloc(0), bytes]);
    const end = head.indexOf('\r\n\r\n');
    this.#head = head;
    if (end === -1) return;
    const [status = ''] = head.toString('latin1', 0, end).split('\r\n', 1);
    if (!status.includes(' 101 ')) {
      this.#reason = status;
      this.#socket.destroy();
      return;
    }
    this.#head = null;
    this.isOpen = true;
    this.#listener.opened();
    if (end + 4 < head.length) this.#frames(head.subarray(end + 4));
  }

  #frames(read: Buffer): void {
    const bytes = this.#rest === null ? read : Buffer.concat([this.#rest, read]);
    this.#rest = null;
    let at = 0;
    while (at + 2 <= bytes.length) {
      const first = bytes[at] ?? 0;
      let length = (bytes[at + 1] ?? 0) & 0x7f;
      let body = at + 2;
      if (length === 126) {
        if (body + 2 > bytes.length) break;
        length = bytes.readUInt16BE(body);
        body += 2;
      } else if (length === 127) {
        if (body + 8 > bytes.length) break;
        length = Number(bytes.readBigUInt64BE(body));
        body += 8;
      }
      if (body + length > bytes.length) break;
      at = body + length;
      if (first === (0x80 | OPCODE.binary)) this.#listener.message(bytes, body, at);
      else this.#other(first, bytes.subarray(body, at));
    }
    // The read buffer is used again by the next socket.
    if (at < bytes.length) this.#rest = Buffer.from(bytes.subarray(at));
  }

  #other(first: number, body: Buffer): void {
    const opcode = first & 15;
    if (opcode === OPCODE.ping) this.write(framed(body, OPCODE.pong));
    else if (opcode === OPCODE.close) {
      if (body.length >= 2) {
        this.#code = body.readUInt16BE(0);
        this.#reason = body.toString('utf8', 2);
      }
      this.write(framed(body.subarray(0, 2), OPCODE.close));
      this.#socket.end();
    } else if (opcode === OPCODE.binary || opcode === OPCODE.continuation) {
      this.#parts.push(Buffer.from(body));
      if ((first & 0x80) === 0) return;
      const whole = Buffer.concat(this.#parts);
      this.#parts = [];
      this.#listener.message(whole, 0, whole.length);
    }
  }
}
