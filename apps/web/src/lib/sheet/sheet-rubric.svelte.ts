/** The rubric of whatever is shown, for pages that have no room: null while it comes. */
import { huzhou, type Rubric } from '@heping/scoring';
import { rubricOf } from '#lib/evaluation/rubric.ts';

export class SheetRubric {
  value = $state.raw<Rubric | null>(null);
  problem = $state.raw<unknown>(null);
  #times = $state(0);

  /** `code` is read again when it changes; null asks for nothing. */
  constructor(code: () => string | null) {
    // A rubric other than ours comes from the API, which lies outside Svelte.
    $effect(() => {
      const wanted = code();
      void this.#times;
      if (wanted === null) return;
      if (wanted === huzhou.code) {
        this.value = huzhou;
        return;
      }
      let isWanted = true;
      rubricOf(wanted).then(
        (rubric) => {
          if (isWanted) this.value = rubric;
        },
        (thrown: unknown) => {
          if (isWanted) this.problem = thrown;
        },
      );
      return () => (isWanted = false);
    });
  }

  /** Asks for it once more, after it did not come. */
  refresh = (): void => {
    this.problem = null;
    this.#times += 1;
  };
}
