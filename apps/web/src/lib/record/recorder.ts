/** Writing into the inspection record from a page: one key at a time, with what the server refused of it and who is there. */
import { readingPlacesOf, recordFact, type ReadingPlace, type Value } from '@heping/protocol';
import { factValueLabel } from '#lib/evaluation/fact-label.ts';
import { refusalLabel } from '#lib/evaluation/refusal-label.ts';
import type { EvaluationRoom } from '#lib/evaluation/room.svelte.ts';

export class Recorder {
  readonly room: EvaluationRoom;

  constructor(room: EvaluationRoom) {
    this.room = room;
  }

  /** Whether this reader writes the record now. */
  get mayWrite(): boolean {
    return this.room.may('record.write') && this.room.record?.isWritable === true;
  }

  set(key: string, value: Value): void {
    const { record } = this.room;
    if (record !== null) recordFact(record.doc, key, value);
  }

  /** The place beside which a second reading can be put; undefined for what only goes with a fact. */
  readingAt(key: string): ReadingPlace | undefined {
    const { rubric, tier } = this.room;
    return readingPlacesOf(rubric, tier).find((place) => place.key === key);
  }

  /** Refused by the server after it was taken here. */
  refusedAt(key: string): { readonly text: string; readonly why: string } | null {
    const soft = this.room.record?.refusals.find(({ map, key: at }) => map === 'facts' && at === key);
    if (soft === undefined) return null;
    return {
      text: factValueLabel(key, soft.value, this.room.rubric),
      why: refusalLabel(soft.refusal),
    };
  }
  forget(key: string): void {
    this.room.record?.dismissRefusal('facts', key);
  }

  /** Says where one writes; null: not any more. */
  tell(code: string | null): void {
    this.room.record?.tell({ field: code === null ? null : `facts:${code}` });
  }
  writersAt(code: string) {
    return this.room.participants.filter(({ isMe, field }) => !isMe && field === `facts:${code}`);
  }
}
