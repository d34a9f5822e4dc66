import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { openConnection } from './connection.ts';

/** The network swallows what is sent: a socket opens never by itself. */
class Socket {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static opened: Socket[] = [];
  readyState = Socket.CONNECTING;
  onopen: () => void = () => undefined;
  onclose: ((event: { code: number }) => void) | null = null;
  constructor() {
    Socket.opened.push(this);
  }
  close() {
    this.readyState = 3;
    this.onclose?.({ code: 1006 });
  }
  send() {}
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', Socket);
  vi.stubGlobal('location', { protocol: 'https:', host: 'heping.example' });
  Socket.opened = [];
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('[OF10] a socket that does not open in time is a cut; one that opened stays', () => {
  const heard = () => undefined;
  const provider = openConnection('ballot:e1:wang', 'wang', new Y.Doc(), null, {
    ...{ onLeaving: heard, onServerHas: heard, onSaved: heard },
    ...{ onRefused: heard, onState: heard, onPresence: heard },
  });
  const cuts: number[] = [];
  provider.on('closed', ({ code }) => cuts.push(code));
  provider.connect();
  vi.advanceTimersByTime(14_999);
  expect(cuts).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(cuts).toEqual([1006]);
  provider.connect();
  const again = Socket.opened[1]!;
  again.readyState = Socket.OPEN;
  again.onopen();
  vi.advanceTimersByTime(20_000);
  expect(cuts).toEqual([1006]);
  provider.destroy();
});
