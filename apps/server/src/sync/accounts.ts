/**
 * What letting in somebody's updates costs, in steps along lists: counted for a person over all their connections and
 * beyond them, so that nobody leaves a debt behind by coming again. [SO6]
 */

/** Steps a second, and how many may be saved up: ten seconds' worth. */
const STEPS = { perSecond: 20_000, most: 200_000 } as const;

export class Accounts {
  /** What is left to spend; below zero is a debt. Whoever is not here has everything. */
  readonly #left = new Map<string, number>();

  charge(person: string, steps: number): void {
    this.#left.set(person, (this.#left.get(person) ?? STEPS.most) - steps);
  }

  isInDebt(person: string): boolean {
    return (this.#left.get(person) ?? 0) < 0;
  }

  /** So deep in debt that what was already read is too much. */
  isOverdrawn(person: string): boolean {
    return (this.#left.get(person) ?? 0) < -STEPS.most;
  }

  /** A second has gone by. An account that is full again is forgotten. */
  refill(): void {
    for (const [person, left] of this.#left) {
      if (left + STEPS.perSecond >= STEPS.most) this.#left.delete(person);
      else this.#left.set(person, left + STEPS.perSecond);
    }
  }
}
