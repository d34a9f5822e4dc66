/** What an answer of the API can be besides an answer: a refusal with its sentence, or silence. */
import type { Problem, RefusalCode } from '@heping/protocol';
import { m } from '#lib/paraglide/messages.js';

/** The server refused: `problem.message` is one sentence in the reader's language. */
export class ApiProblem extends Error {
  readonly problem: Problem;
  readonly status: number;

  constructor(problem: Problem, status: number) {
    super(problem.message);
    this.name = 'ApiProblem';
    this.problem = problem;
    this.status = status;
  }

  /** Whether it is this refusal, e.g. `is('WRONG_PASSWORD')`. */
  is(code: RefusalCode): boolean {
    return this.problem.error === code;
  }
}

/** No answer came: no network, or the server is not there, or somebody else answered in its place. */
export class ApiOffline extends Error {
  /** A command may have arrived all the same, and only its answer not. */
  readonly mayBeDone: boolean;

  constructor(cause?: unknown, { mayBeDone = false }: { readonly mayBeDone?: boolean } = {}) {
    super('no answer from the server', { cause });
    this.name = 'ApiOffline';
    this.mayBeDone = mayBeDone;
  }
}

/** The sentence to show for whatever was thrown by a request. */
export function explain(error: unknown): string {
  if (error instanceof ApiProblem) return error.problem.message;
  if (error instanceof ApiOffline) return error.mayBeDone ? m.offline_unsure() : m.offline_explained();
  console.error(error);
  return m.fault_explained();
}
