/** The marks of one document on this device: what is unsent, in words that outlive the page. */
import { dropMark, dropMarkUnchanged, keepMark, marksOf, type Mark } from './kept.ts';

export class Marks {
  readonly #document: string;
  /** Of earlier openings and other tabs. */
  #foreign: readonly Mark[] = [];
  #revision = 0;

  constructor(document: string) {
    this.#document = document;
  }

  /** The places that earlier openings left unsent. */
  async open(): Promise<readonly string[]> {
    this.#foreign = await marksOf(this.#document);
    return this.#foreign.flatMap((mark) => mark.places);
  }

  /** These places are unsent. `client` is the opening that wrote there. */
  keep(client: number, places: readonly string[]): void {
    this.#revision += 1;
    void keepMark({ key: this.#keyOf(client), document: this.#document, revision: this.#revision, places });
  }

  /** Everything is saved, what earlier openings left included: all of it went with the whole difference. */
  drop(client: number): void {
    void dropMark(this.#keyOf(client));
    for (const mark of this.#foreign) void dropMarkUnchanged(mark);
    this.#foreign = [];
  }

  #keyOf(client: number): string {
    return `${this.#document}|${client}`;
  }
}
