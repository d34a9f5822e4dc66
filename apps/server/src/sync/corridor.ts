/** The corridor as the rest of the server sees it: commands pass through the same queue as updates. */
import type { Db, Evaluation } from '@heping/db';
import type { DocumentName, SummonsView } from '@heping/protocol';
import type { Phase } from '@heping/scoring';
import type * as Y from 'yjs';

export interface Corridor {
  /** Runs a command in the evaluation's queue, after everything that came earlier is durable. [CO1] */
  command<T>(evaluationId: string, work: (moment: EvaluationMoment) => Promise<T>): Promise<T>;
  /** Roles or sessions of a person changed: sockets that lost their right close within a second. [AU4] */
  revalidate(personId: string): Promise<void>;
  /** Ends every connection with `restart` and drains what is on its way to the disk. */
  close(): Promise<void>;
}

/** One instant of an evaluation: nothing else is judged, kept or announced while it lasts. */
export interface EvaluationMoment {
  /** The row as it stands now, phase and epoch included. */
  readonly evaluation: Evaluation;
  /** The live document, to read from. A document that was never created is a fault. */
  document(name: DocumentName): Promise<Y.Doc>;
  /**
   * A change by the server, kept back until `commit`; several may be written to one document. [CO2]
   * With `by` it is kept as that person's own: the log's row carries their id and the Yjs client id that wrote it is
   * bound to them, as if it had come over their socket. For demo data only; no command writes in a person's name.
   */
  write(name: DocumentName, change: (doc: Y.Doc) => void, options?: { readonly by?: string }): Promise<void>;
  /**
   * One transaction: what was written to documents, `work`, and the phase with its epoch. After it, and only then,
   * memory, room states and broadcasts. When it throws, nothing has changed anywhere. At most once a moment. [CO3]
   */
  commit<T>(work: (db: Db) => Promise<T>, options?: { readonly phase?: Phase }): Promise<T>;
}

/** Announcements over Socket.IO: hints only, the receiver asks again. [NO1] */
export interface Notices {
  evaluationChanged(evaluationId: string): void;
  /** The centre's log changed, as these evaluations count it. [AL14] */
  logChanged(evaluationIds: readonly string[]): void;
  /** What the panel and its committee alone may know: a ballot’s count, a photo that has come. [NO8] */
  progressChanged(evaluationId: string): void;
  /** Reaches those who may read what the panel agrees on, and nobody else. [NO6] */
  summon(
    evaluationId: string,
    indicator: string,
    by: { readonly personId: string; readonly name: string },
    view?: SummonsView,
  ): void;
  workChanged(personIds: readonly string[]): void;
  /** These people were told something, or have read it. [NT4] */
  notificationsChanged(personIds: readonly string[]): void;
}
