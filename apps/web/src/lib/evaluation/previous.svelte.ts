/** What was found at the same centre the last time: scores, reasons and findings, by indicator. */
import type { Previous, PreviousEvaluation, PreviousFinding } from '@heping/protocol';
import type { IndicatorCode } from '@heping/scoring';
import { Resource } from '#lib/api/resource.svelte.ts';

/** Made while a component starts. */
export class LastTime {
  readonly answer: Resource<PreviousEvaluation>;

  constructor(evaluation: () => string | null) {
    this.answer = new Resource(() => {
      const id = evaluation();
      return id === null ? null : `/evaluations/${id}/previous`;
    });
  }

  /** Null where there is none, and while it comes. */
  get value(): Previous | null {
    return this.answer.value?.previous ?? null;
  }

  findingsOf(indicator: IndicatorCode): readonly PreviousFinding[] {
    return this.value?.findings.filter((finding) => finding.indicator === indicator) ?? [];
  }
}
