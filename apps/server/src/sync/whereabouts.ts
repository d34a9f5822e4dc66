/** Who is where and what changed about it, told to the others a little later and together. [PR6] */
import type { Connection } from './connection.ts';
import type { Room } from './room.ts';

const TOGETHER_MS = 50;

export class Whereabouts {
  readonly #ticks: () => number;
  readonly #changed = new Set<Room<Connection>>();
  #isPlanned = false;

  constructor(ticks: () => number) {
    this.#ticks = ticks;
  }

  /** Presence of a room has changed. */
  note(room: Room<Connection>): void {
    this.#changed.add(room);
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    setTimeout(() => {
      this.#isPlanned = false;
      for (const one of this.#changed) this.#tell(one);
      this.#changed.clear();
    }, TOGETHER_MS).unref();
  }

  /** Others hear it; oneself knows it already, and better. [PR6] */
  #tell(room: Room<Connection>): void {
    const frameFor = room.isDropped ? null : room.presence.takeChanges();
    if (frameFor === null) return;
    const now = this.#ticks();
    for (const connection of room.connections) {
      const frame = frameFor(room.presence.clientOf(connection));
      if (frame !== null) connection.passPresence(frame, now);
    }
  }
}
