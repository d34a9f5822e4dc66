/** What changes about somebody while they are being let in, held at the very moment. [NO13] */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NoticesToBrowser, NoticesToServer } from '@heping/protocol';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Visitor } from '../sessions/sessions.ts';
import { openNotices, type OpenNotices } from './notices.ts';
import { until, visitorOf } from './testing/world.ts';

let server: Server;
let notices: OpenNotices;
let alice: Socket<NoticesToBrowser, NoticesToServer>;
let heard: string[];
/** What is true; each is asked, and the answer held back where a test says so. */
let visitor: Visitor | null;
let maySee: (visitor: Visitor) => boolean;
let holding: {
  readonly reached: PromiseWithResolvers<void>;
  readonly letGo: PromiseWithResolvers<void>;
} | null;

/** The next question is answered as things stand, and the answer arrives only when it is let go. */
function holdNext() {
  holding = { reached: Promise.withResolvers<void>(), letGo: Promise.withResolvers<void>() };
  return holding;
}
async function answer<T>(value: T): Promise<T> {
  const held = holding;
  holding = null;
  held?.reached.resolve();
  await held?.letGo.promise;
  return value;
}

beforeEach(async () => {
  visitor = visitorOf('alice');
  maySee = () => true;
  holding = null;
  heard = [];
  notices = openNotices({
    visitorOf: () => answer(visitor),
    maySee: (_evaluation, asking) => answer(maySee(asking)),
    maySeeProgress: async () => true,
    mayBeSummoned: async () => true,
    inLedger: async () => null,
    fault: (error) => {
      throw error;
    },
  });
  server = createServer().on('upgrade', (request, socket, head) => notices.connect(request, socket, head));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  alice.disconnect();
  await notices.close();
  server.close();
});

function connect() {
  const { port } = server.address() as AddressInfo;
  alice = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], forceNew: true, reconnection: false });
  alice.onAny((event: string) => heard.push(event));
}
const isIn = () => until(() => alice.connected, 'alice is in');
const caughtUp = () => alice.emitWithAck('evaluation:watch', '../none');

test('[NO13] a right that is lost while a watch is let in is not watched with', async () => {
  connect();
  await isIn();
  const { reached, letGo } = holdNext();
  const watching = alice.emitWithAck('evaluation:watch', 'e-1');
  await reached.promise;
  maySee = () => false;
  await notices.revalidate('alice');
  letGo.resolve();
  expect(await watching).toBe(false);
  notices.evaluationChanged('e-1');
  await caughtUp();
  expect(heard).toEqual([]);
});

test('[NO13] a session that ends while its socket is let in is out', async () => {
  const { reached, letGo } = holdNext();
  connect();
  await reached.promise;
  visitor = null;
  notices.sessionEnded('alice');
  letGo.resolve();
  await until(() => heard.length > 0 && !alice.connected, 'out');
  expect(heard).toEqual(['session:ended']);
});

test('[NO3] who was an administrator is asked about as what they are now', async () => {
  visitor = { ...visitorOf('alice'), isAdministrator: true };
  maySee = ({ isAdministrator }) => isAdministrator;
  connect();
  await isIn();
  expect(await alice.emitWithAck('evaluation:watch', 'e-1')).toBe(true);
  visitor = visitorOf('alice');
  await notices.revalidate('alice');
  notices.evaluationChanged('e-1');
  await caughtUp();
  expect(heard).toEqual([]);
});
