/** How fast one connection may send, whatever it says; what it costs is in the person's account. [SO6] */

/** Averages over ten seconds: 250 messages and 800 KiB a second. */
const RATE = { messages: 250, bytes: 800 << 10, seconds: 10 } as const;
const FULL = { messages: RATE.messages * RATE.seconds, bytes: RATE.bytes * RATE.seconds } as const;
/** Of standing over the rate before it counts as a flood. */
const FLOOD_MS = 30_000;

export class Pace {
  #messages: number = FULL.messages;
  #bytes: number = FULL.bytes;
  #overSince: number | null = null;

  /** One message has come. */
  spend(bytes: number): void {
    this.#messages -= 1;
    this.#bytes -= bytes;
  }

  get isOver(): boolean {
    return this.#messages < 0 || this.#bytes < 0;
  }

  /** Whether it has been over for too long; asked once a second. */
  isFlood(isOver: boolean, now: number): boolean {
    this.#overSince = isOver ? (this.#overSince ?? now) : null;
    return this.#overSince !== null && now - this.#overSince > FLOOD_MS;
  }

  /** A second has gone by. */
  refill(): void {
    this.#messages = Math.min(this.#messages + RATE.messages, FULL.messages);
    this.#bytes = Math.min(this.#bytes + RATE.bytes, FULL.bytes);
  }
}
