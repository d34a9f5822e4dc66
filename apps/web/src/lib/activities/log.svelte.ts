/** What the centre's activity log says of one evaluation: counts by indicator, what it offers for facts, entries on demand. */
import type { EvaluationActivities } from '@heping/protocol';
import type { IndicatorCode, RequirementCode } from '@heping/scoring';
import { Resource } from '#lib/api/resource.svelte.ts';
import { watchLog } from '#lib/notices.svelte.ts';

/** Made while a component starts. */
export class EvaluationLog {
  readonly #counts: Resource<EvaluationActivities>;

  constructor(evaluation: () => string | null) {
    this.#counts = new Resource(() => {
      const id = evaluation();
      return id === null ? null : `/evaluations/${id}/activities`;
    });
    // Hints come from outside Svelte: the centre goes on with its log while the panel looks at it. [AL14]
    $effect(() => {
      const id = evaluation();
      return id === null ? undefined : watchLog(id, () => void this.#counts.refresh());
    });
  }

  /** The period that is looked at; null while it comes, and where it cannot be had. */
  readonly period = $derived.by(() => {
    const { value } = this.#counts;
    return value === null ? null : { from: value.from, to: value.to };
  });

  countsOf(indicator: IndicatorCode): EvaluationActivities['counts'] {
    return this.#counts.value?.counts.filter((one) => one.indicator === indicator) ?? [];
  }

  offerFor(requirement: RequirementCode): EvaluationActivities['offered'][number] | null {
    return this.#counts.value?.offered.find((one) => one.requirement === requirement) ?? null;
  }
}
