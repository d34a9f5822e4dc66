/* eslint-disable svelte/prefer-svelte-reactivity -- listeners: nothing is drawn from these sets */
/** Hints from the server over Socket.IO: something changed, ask again. Nothing that has to be remembered comes this way. */
import type { NoticesToBrowser, NoticesToServer } from '@heping/protocol';
import { io, type Socket } from 'socket.io-client';
import { offline } from './offline.svelte.ts';
import { paced } from './paced.ts';
import { session } from './session.svelte.ts';

export type Summons = Parameters<NoticesToBrowser['evaluation:summons']>[0];

const watched = new Map<string, Set<() => void>>();
const logs = new Map<string, Set<() => void>>();
const summoned = new Set<(summons: Summons) => void>();
const working = new Set<() => void>();
const telling = new Set<() => void>();
const ledgers = new Set<(evaluations: readonly string[] | null) => void>();
let socket: Socket<NoticesToBrowser, NoticesToServer> | null = null;

/** A night's reminders are thousands of hints; what they lead to is asked once a second. */
const ASK_MS = 1000;
const told = paced(() => {
  for (const changed of telling) changed();
}, ASK_MS);
const worked = paced(() => {
  for (const changed of working) changed();
}, ASK_MS);

/** Opens the line for the person who is signed in; the layout calls it once. Returns the hanging up. */
export function listen(): () => void {
  socket = io({ path: '/socket.io', transports: ['websocket'], reconnectionDelayMax: 10_000 });
  socket.on('connect', () => {
    for (const [evaluation, listeners] of watched) {
      socket?.emit('evaluation:watch', evaluation, () => undefined);
      // What was said while the line was down is not said again: ask.
      for (const changed of listeners) changed();
    }
    for (const listeners of logs.values()) for (const changed of listeners) changed();
    worked();
    told();
    if (ledgers.size > 0) socket?.emit('ledger:watch', () => undefined);
    for (const changed of ledgers) changed(null);
    // Not every browser says by an event that the server can be reached again. After the hints: what they ask is not asked twice.
    offline.line.found();
  });
  // Where the server hung up, or would not let one in, it is there.
  const lost = () => {
    if (socket?.active === true) offline.line.lost();
  };
  socket.on('disconnect', lost);
  socket.on('connect_error', lost);
  socket.on('notifications:changed', told);
  socket.on('ledger:changed', ({ evaluations }) => {
    for (const changed of ledgers) changed(evaluations);
  });
  socket.on('evaluation:changed', ({ evaluation }) => {
    for (const changed of watched.get(evaluation) ?? []) changed();
  });
  socket.on('log:changed', ({ evaluation }) => {
    for (const changed of logs.get(evaluation) ?? []) changed();
  });
  socket.on('evaluation:summons', (summons) => {
    for (const come of summoned) come(summons);
  });
  socket.on('work:changed', worked);
  // The server has hung up, and Socket.IO calls again only where it did not.
  socket.on('session:ended', () => void session.renew().then((isIn) => isIn && socket?.connect()));
  return () => {
    socket?.disconnect();
    socket = null;
    offline.line.end();
  };
}

/** Calls `onChange` when something of this evaluation changed. Returns the end of watching, fit for an effect. */
export function watchEvaluation(evaluation: string, onChange: () => void): () => void {
  const listeners = watched.get(evaluation) ?? new Set();
  watched.set(evaluation, listeners.add(onChange));
  if (listeners.size === 1 && socket?.connected) {
    socket.emit('evaluation:watch', evaluation, () => undefined);
  }
  return () => {
    listeners.delete(onChange);
    if (listeners.size > 0) return;
    watched.delete(evaluation);
    socket?.emit('evaluation:unwatch', evaluation);
  };
}

/** Calls `changed` when the log that this evaluation counts changed. Returns the end of it. [AL14] */
export function watchLog(evaluation: string, changed: () => void): () => void {
  const listeners = logs.get(evaluation) ?? new Set();
  logs.set(evaluation, listeners.add(changed));
  // Who watches an evaluation hears of its log.
  const stop = watchEvaluation(evaluation, () => undefined);
  return () => {
    stop();
    listeners.delete(changed);
    if (listeners.size === 0) logs.delete(evaluation);
  };
}

/** Calls `come` when the chair asks everyone to an indicator. Returns the end of it. */
export function onSummons(come: (summons: Summons) => void): () => void {
  summoned.add(come);
  return () => summoned.delete(come);
}

/** Calls `changed` when something in the person's own lists changed. Returns the end of it. */
export function onWorkChanged(changed: () => void): () => void {
  working.add(changed);
  return () => working.delete(changed);
}

/** Calls `changed` when the person was told something, or has read it elsewhere. Returns the end of it. */
export function onNotificationsChanged(changed: () => void): () => void {
  telling.add(changed);
  return () => telling.delete(changed);
}

/** Calls `changed` with the evaluations whose findings changed; null for any of them. Returns the end of it. */
export function watchLedger(changed: (evaluations: readonly string[] | null) => void): () => void {
  ledgers.add(changed);
  if (ledgers.size === 1 && socket?.connected) socket.emit('ledger:watch', () => undefined);
  return () => {
    ledgers.delete(changed);
    if (ledgers.size === 0) socket?.emit('ledger:unwatch');
  };
}
