/** Asks the server whether a plan would be allowed, while it is being made: by the same rules as saving it. */
import type { NewEvaluation, PlanCheck } from '@heping/protocol';
import { api } from '#lib/api/client.ts';

const PAUSE = 300;

export class PlanChecking {
  problems = $state.raw<PlanCheck['problems']>([]);
  /** The last plan that was asked about has its answer. */
  isChecked = $state(false);
  #turn = 0;

  /** Made while a component starts. `null` is a plan that cannot be asked about yet. */
  constructor(campaign: () => string, plan: () => NewEvaluation | null) {
    // The server lies outside Svelte; it is asked when the hand rests.
    $effect(() => {
      const wanted = plan();
      const path = `/campaigns/${campaign()}/evaluations/check`;
      const turn = ++this.#turn;
      this.isChecked = false;
      if (wanted === null) {
        this.problems = [];
        return;
      }
      const timer = setTimeout(() => void this.#ask(path, wanted, turn), PAUSE);
      return () => clearTimeout(timer);
    });
  }

  /** What is wrong at one field. */
  at(...fields: readonly string[]): PlanCheck['problems'] {
    return this.problems.filter(({ field }) =>
      fields.some((name) => field === name || field.startsWith(`${name}.`)),
    );
  }

  async #ask(path: string, plan: NewEvaluation, turn: number) {
    try {
      const { problems } = await api.post<PlanCheck>(path, plan);
      if (turn !== this.#turn) return;
      this.problems = problems;
      this.isChecked = true;
    } catch {
      // Not reachable: saving is judged by the same rules and says so then.
    }
  }
}
