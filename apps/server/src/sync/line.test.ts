/** A line's watch, over an engine's socket that only remembers. [NO10–NO12] */
import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FAREWELL_MS } from './farewell.ts';
import { HELLO_MS, watchLine } from './line.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

class Engine extends EventEmitter {
  readonly closed: boolean[] = [];
  close(discard = false) {
    this.closed.push(discard);
    if (discard) this.emit('close');
  }
  hears(data: unknown, type = 'message') {
    this.emit('packet', { type, data });
  }
  says(data: string) {
    this.emit('packetCreate', { type: 'message', data });
  }
}

function open() {
  const engine = new Engine();
  const socket = { bufferedAmount: 0, isCut: false, terminate: () => void (socket.isCut = true) };
  return { engine, socket, line: watchLine(engine, socket) };
}

describe('[NO10] packets', () => {
  test('are a hundred at once and twenty a second, whatever they are', () => {
    const { engine, socket } = open();
    for (let at = 0; at < 100; at += 1) engine.hears(undefined, 'pong');
    vi.advanceTimersByTime(1_000);
    for (let at = 0; at < 20; at += 1) engine.hears('2["x"]');
    expect(socket.isCut).toBe(false);
    engine.hears('2["x"]');
    expect([socket.isCut, engine.closed]).toEqual([true, [true]]);
  });

  test.each([
    ['another namespace', ['0/x,']],
    ['a second hello', ['0', '0{}']],
    ['bytes', [Buffer.of(1)]],
  ])('%s is one too many', (_, said) => {
    const { engine, socket } = open();
    for (const data of said.slice(0, -1)) engine.hears(data);
    expect(socket.isCut).toBe(false);
    engine.hears(said.at(-1));
    expect(socket.isCut).toBe(true);
  });
});

describe('[NO11] what is not read', () => {
  test('is 256 KiB at the most, wherever it waits', () => {
    const { engine, socket } = open();
    engine.says('x'.repeat(200 << 10));
    engine.emit('flush');
    engine.says('x'.repeat(200 << 10));
    expect(socket.isCut).toBe(false);
    socket.bufferedAmount = 56 << 10;
    engine.says('x');
    expect(socket.isCut).toBe(true);
  });

  test('is counted in packets, too, however short they are', () => {
    const { engine, socket } = open();
    for (let at = 0; at < 4_096 && !socket.isCut; at += 1) engine.says('x');
    expect(socket.isCut).toBe(true);
  });
});

describe('[NO12] silence', () => {
  test('is ten seconds long, unless somebody is let in', () => {
    const [silent, alice] = [open(), open()];
    silent.engine.hears('0');
    alice.engine.hears('0');
    alice.line.admitted();
    vi.advanceTimersByTime(HELLO_MS - 1);
    expect(silent.socket.isCut).toBe(false);
    vi.advanceTimersByTime(1);
    expect([silent.socket.isCut, alice.socket.isCut]).toEqual([true, false]);
  });
});

test('[SK9] who is told to go is gone two seconds later, read or not', () => {
  const { engine, socket, line } = open();
  line.leave();
  expect([engine.closed, socket.isCut]).toEqual([[false], false]);
  vi.advanceTimersByTime(FAREWELL_MS);
  expect([engine.closed, socket.isCut]).toEqual([[false, true], true]);
});
