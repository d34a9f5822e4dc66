import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Halt } from './halt.mjs';

/** A server that was told to stop a moment ago may still be on its way out. */
const PATIENCE_MS = 1500;
const LOOK_AGAIN_MS = 150;

/** Refuses, before anything long begins, a port that is not a port or that somebody else listens on. */
export async function requireFreePort(text) {
  const port = Number(text);
  if (text.trim() === '' || !Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Halt(`PORT is "${text}". It has to be a whole number from 0 to 65535.`);
  }
  const code = await whyNot(port);
  if (code === 'EADDRINUSE') {
    throw new Halt(
      `Port ${port} is taken by another program, perhaps by Heping itself.\nStop that one, or choose another port: PORT=${port + 1} npm start`,
    );
  }
  if (code === 'EACCES') {
    throw new Halt(`This user may not listen on port ${port}. Choose one above 1023: PORT=3000 npm start`);
  }
}

async function whyNot(port) {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const code = await tryToListen(port);
    if (code !== 'EADDRINUSE' || Date.now() > until) return code;
    await pause(LOOK_AGAIN_MS);
  }
}

function tryToListen(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error) => resolve(error.code));
    probe.listen(port, () => probe.close(() => resolve(undefined)));
  });
}
