/** How many sockets of each person there are, whatever state they are in: counted until they are gone. [SO11, NO4] */
export class Crowd {
  readonly #most: number;
  readonly #here = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Counts one more, who has to `leave`. False when there are too many with it. */
  enter(person: string): boolean {
    const here = (this.#here.get(person) ?? 0) + 1;
    this.#here.set(person, here);
    return here <= this.#most;
  }

  leave(person: string): void {
    const left = (this.#here.get(person) ?? 1) - 1;
    if (left > 0) this.#here.set(person, left);
    else this.#here.delete(person);
  }
}
