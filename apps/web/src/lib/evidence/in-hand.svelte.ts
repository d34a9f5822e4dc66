/**
 * Chosen files that only this page has, whichever evaluation is looked at: those being made ready to be kept, and those
 * that did not become pieces, until the person has seen why. Nothing of them is on the disk: they go with the page. [DQ1]
 */

/** A file that somebody chose; its bytes are in the hands of the page. */
export interface Chosen {
  readonly person: string;
  readonly evaluation: string;
  readonly name: string;
  readonly source: Blob;
}

/** A file that did not become a piece. */
export interface NotBrought extends Chosen {
  readonly why: string;
  /** It was to be kept, and nothing of it is; false: it is refused for what it is. */
  readonly isUnkept: boolean;
}

class InHand {
  /** Being made ready to be kept. */
  unready = $state.raw<readonly Chosen[]>([]);
  notBrought = $state.raw<readonly NotBrought[]>([]);
  #waiting: (() => void)[] = [];

  /** From now on they are being made ready. */
  take(files: readonly Chosen[]): void {
    this.unready = [...this.unready, ...files];
  }

  /** Whether it is still wanted: it may have been given up while it was made ready. */
  has(file: Chosen): boolean {
    return this.unready.includes(file);
  }

  /** It is kept, or held. */
  putDown(file: Chosen): void {
    this.unready = this.unready.filter((other) => other !== file);
    this.#answer();
  }

  /** It did not become a piece: it stays until the person has seen why. */
  hold(file: NotBrought): void {
    this.notBrought = [...this.notBrought, file];
  }

  /** The person has seen why; its bytes go. */
  seen(file: NotBrought): void {
    this.notBrought = this.notBrought.filter((other) => other !== file);
  }

  /** Nothing of the person stays here. */
  forget(person: string): void {
    this.unready = this.unready.filter((file) => file.person !== person);
    this.notBrought = this.notBrought.filter((file) => file.person !== person);
    this.#answer();
  }

  /** Of a person's, what the device could not keep: closing the page would lose it. */
  unkeptOf(person: string): readonly NotBrought[] {
    return this.notBrought.filter((file) => file.person === person && file.isUnkept);
  }
  unreadyOf(person: string): readonly Chosen[] {
    return this.unready.filter((file) => file.person === person);
  }

  /** Returns when nothing is being made ready any more. */
  ready(): Promise<void> {
    return this.unready.length === 0
      ? Promise.resolve()
      : new Promise((answer) => void this.#waiting.push(answer));
  }

  /** What is on this page alone is not closed by a slip. */
  guard = (event: BeforeUnloadEvent): void => {
    if (this.unready.length > 0 || this.notBrought.some(({ isUnkept }) => isUnkept)) event.preventDefault();
  };

  #answer(): void {
    if (this.unready.length > 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const answer of waiting) answer();
  }
}

export const inHand = new InHand();
