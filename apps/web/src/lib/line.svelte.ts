/**
 * Whether the server is silent, where nothing kept would show it: when the line for hints is down for a while, the server
 * is asked. A proxy may let no such line through, and a line that is there again at once was no cut. [OF8]
 */
import { ApiOffline, api } from './api/client.ts';

/** So long a line may be down without a question. */
const DOWN_MS = 5_000;
/** So long an answer may take before it is called silence. */
const PATIENCE_MS = 4_000;

export class Line {
  /** The line is down, and nobody answers otherwise. */
  isSilent = $state(false);
  readonly #back: () => void;
  #isDown = false;
  #waiting: ReturnType<typeof setTimeout> | undefined;
  /** The server is asked, and not called silent yet. */
  #isAsking = false;
  /** Another line, another turn: what was asked about the one before says nothing any more. */
  #turn = 0;

  /** `back`: the server answers again. */
  constructor(back: () => void) {
    this.#back = back;
  }

  /** The line broke, or could not be opened. */
  lost(): void {
    if (this.#isDown) return;
    this.#isDown = true;
    this.#waiting = setTimeout(() => {
      this.#waiting = undefined;
      this.look();
    }, DOWN_MS);
  }

  /** The line is there. */
  found(): void {
    this.end();
    this.#back();
  }

  /** Nobody wants a line any more. */
  end(): void {
    clearTimeout(this.#waiting);
    this.#waiting = undefined;
    this.#turn += 1;
    this.#isAsking = false;
    this.#isDown = false;
    this.isSilent = false;
  }

  /** The server answered something. */
  heard(): void {
    this.isSilent = false;
  }

  /** Asks the server whether it is there, while the line has been down for a while. */
  look(): void {
    if (!this.#isDown || this.#waiting !== undefined || this.#isAsking) return;
    const turn = ++this.#turn;
    this.#isAsking = true;
    const say = (isSilent: boolean) => {
      if (turn !== this.#turn) return;
      this.#isAsking = false;
      const isBack = this.isSilent && !isSilent;
      this.isSilent = isSilent;
      if (isBack) this.#back();
    };
    const late = setTimeout(say, PATIENCE_MS, true);
    void api
      .get('/health')
      .then(
        () => false,
        (error: unknown) => error instanceof ApiOffline,
      )
      .then((isSilent) => {
        clearTimeout(late);
        say(isSilent);
      });
  }
}
