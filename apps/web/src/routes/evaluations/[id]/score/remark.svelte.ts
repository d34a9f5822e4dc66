/** One's own remark of an indicator while it is written: what does not fit stays in the field, which says so. */
import { remarkOf, TEXT_LIMITS, writeText } from '@heping/protocol';
import type { EvaluationRoom } from '#lib/evaluation/room.svelte.ts';
import { cutAt } from '#lib/evaluation/splice.ts';

export class Remark {
  readonly #about: () => { readonly room: EvaluationRoom; readonly indicator: string };
  /** What did not fit, and where. */
  #beyond = $state.raw({ at: '', text: '' });

  constructor(about: () => { readonly room: EvaluationRoom; readonly indicator: string }) {
    this.#about = about;
  }

  /** As the ballot has it. */
  get kept(): string {
    const { room, indicator } = this.#about();
    return (
      room.ballot?.read([`remark:${indicator}`], (doc) => remarkOf(doc, indicator).toString()) ??
      room.myRemark(indicator)
    );
  }
  /** As it stands in the field. */
  get text(): string {
    return this.kept + (this.#beyond.at === this.#about().indicator ? this.#beyond.text : '');
  }
  set text(next: string) {
    const { room, indicator } = this.#about();
    if (room.ballot === null) return;
    const [kept, over] = cutAt(next, TEXT_LIMITS.remark);
    this.#beyond = { at: indicator, text: over };
    writeText(remarkOf(room.ballot.doc, indicator), kept);
  }
}
