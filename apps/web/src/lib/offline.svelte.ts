/**
 * What a page knows of the network: what its service worker says (a new version waits, an answer came from this device),
 * what the browser says, and when to ask the server again. [OF8]
 */
import { untrack } from 'svelte';
import { online } from 'svelte/reactivity/window';
import { Line } from './line.svelte.ts';
import { paced } from './paced.ts';
import { Shown, type FromWorker } from './shown.svelte.ts';

/** While something shown is this device's, the server is asked for it anew as often as this. */
const AGAIN_MS = 30_000;
/** And no more often than this, however much else is answered: over a slow line some answers are always late. */
const AT_MOST_MS = 5_000;

class Offline {
  #isWaiting = $state(false);
  /** The person said later: asked again when the page is opened anew. */
  #isPutOff = $state(false);
  /** A new version has taken over, asked for in another tab: what this one has not loaded yet is gone. */
  #isOvertaken = $state(false);
  /** A new version is here and waits for the person's word. */
  readonly isUpdateWaiting = $derived((this.#isWaiting && !this.#isPutOff) || this.#isOvertaken);
  /** Until it has taken over, the page is whole without it. */
  readonly mayPutOff = $derived(!this.#isOvertaken);
  /** What pages show of the API, and what of it came from this device. */
  readonly shown = new Shown();
  /** The line for hints, as far as it says whether the server is there. */
  readonly line = new Line(() => this.back());
  #registration: ServiceWorkerRegistration | null = null;
  #isAsked = false;
  /** Keeping began while this page was open: what it asked for before is not kept. */
  #hasBegun = false;
  #controlled = new Set<() => void>();
  #back = new Set<() => void>();

  /** When the oldest answer shown was kept; null when all are the server's. */
  readonly staleSince = $derived(this.shown.staleSince);

  /** There is no network, or the server is silent: of the second a browser knows nothing. [OF8] */
  readonly isCut = $derived(online.current === false || this.staleSince !== null || this.line.isSilent);

  /** Listens to the worker and to the network; the layout calls it once. */
  start(): () => void {
    const back = () => {
      this.shown.lost();
      this.back();
      this.line.look();
    };
    const pulse = setInterval(() => {
      this.#lookAgain();
      this.line.look();
    }, AGAIN_MS);
    const stop = this.#hear();
    addEventListener('online', back);
    return () => {
      clearInterval(pulse);
      stop();
      removeEventListener('online', back);
    };
  }

  #lookAgain = paced(() => {
    if (this.staleSince !== null) this.back();
  }, AT_MOST_MS);

  /** Only where the browser has workers: at an address with https, or on the machine itself. */
  #hear(): () => void {
    if (!('serviceWorker' in navigator)) return () => undefined;
    const container = navigator.serviceWorker;
    const wasControlled = container.controller !== null;
    const hear = ({ data }: MessageEvent<FromWorker>) => {
      const isOpen = this.shown.hear(data);
      if (data.type === 'fresh' || data.type === 'late') this.line.heard();
      if (isOpen || data.type === 'fresh') this.#lookAgain();
    };
    const takenOver = () => {
      // The first worker only begins to keep. A later one brought a new version: asked for here, or in another tab.
      if (!wasControlled) this.#begin();
      else {
        // Also where it was asked for: the page may ask before it is left, and one may stay.
        this.#isOvertaken = true;
        if (this.#isAsked) location.reload();
      }
    };
    container.addEventListener('message', hear);
    container.addEventListener('controllerchange', takenOver);
    void container.ready.then((registration) => this.#watch(registration));
    return () => {
      container.removeEventListener('message', hear);
      container.removeEventListener('controllerchange', takenOver);
    };
  }

  /** Calls back when the server may answer again, for those whom one path of the API does not suffice. */
  onBack(again: () => void): () => void {
    this.#back.add(again);
    return () => this.#back.delete(again);
  }

  /** The server may answer again: what came from this device, or could not be had, is asked for once more. [OF8] */
  back(): void {
    for (const again of this.#back) again();
    this.shown.round();
  }

  #begin(): void {
    this.#hasBegun = true;
    for (const controlled of this.#controlled) controlled();
  }

  #watch(registration: ServiceWorkerRegistration): void {
    this.#registration = registration;
    const look = () => {
      this.#isWaiting = registration.waiting !== null && navigator.serviceWorker.controller !== null;
    };
    const follow = () => registration.installing?.addEventListener('statechange', look);
    look();
    // Opening the page made the browser look for a new version: it may be coming already.
    follow();
    registration.addEventListener('updatefound', follow);
  }

  /** The person wants the new version: it takes over and the page loads again. Unsent work stays on the device. */
  update(): void {
    const waiting = this.#registration?.waiting;
    if (waiting === null || waiting === undefined) return location.reload();
    this.#isAsked = true;
    waiting.postMessage('take-over');
  }

  /** Not now. */
  putOff(): void {
    this.#isPutOff = true;
  }

  /** Looks for a new version now, e.g. when the server says that this one is too old. */
  async lookForUpdate(): Promise<void> {
    await this.#registration?.update().catch(() => undefined);
  }

  /** Calls back when answers begin to be kept, so that what is already shown can be asked for again. */
  onKeeping(begin: () => void): () => void {
    this.#controlled.add(begin);
    // An effect calls this, and what is asked for again is not what it depends on.
    if (this.#hasBegun) untrack(begin);
    return () => this.#controlled.delete(begin);
  }
}

export const offline = new Offline();
