/**
 * When queues are worked off. What comes within one beat is judged together and shares one commit: under load an update
 * costs a part of a sync to disk, and whoever writes alone waits for nobody. [EQ7]
 */

interface Queue {
  run(): Promise<void>;
}

export class Beat {
  readonly #everyMs: number;
  readonly #ticks: () => number;
  readonly #woken = new Set<Queue>();
  #isPlanned: 'no' | 'later' | 'at once' = 'no';
  #later: NodeJS.Timeout | undefined;
  #lastAt = -Infinity;

  /** @param everyMs between two rounds of messages; 0 takes each as soon as it is there */
  constructor(everyMs: number, ticks: () => number) {
    this.#everyMs = everyMs;
    this.#ticks = ticks;
  }

  /** Messages wait: the next beat takes them, which is now if the last one was a while ago. */
  wake(queue: Queue): void {
    this.#woken.add(queue);
    if (this.#isPlanned !== 'no') return;
    const wait = this.#lastAt + this.#everyMs - this.#ticks();
    if (wait <= 0) return this.#plan();
    this.#isPlanned = 'later';
    this.#later = setTimeout(() => this.#run(), wait);
  }

  /** A command or somebody who joins waits: at once, with all that waits. */
  hasten(queue: Queue): void {
    this.#woken.add(queue);
    if (this.#isPlanned === 'at once') return;
    clearTimeout(this.#later);
    this.#plan();
  }

  #plan(): void {
    this.#isPlanned = 'at once';
    setImmediate(() => this.#run());
  }

  #run(): void {
    this.#isPlanned = 'no';
    this.#lastAt = this.#ticks();
    const woken = [...this.#woken];
    this.#woken.clear();
    for (const queue of woken) void queue.run();
  }
}
