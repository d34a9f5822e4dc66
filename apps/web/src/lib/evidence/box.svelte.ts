/* eslint-disable svelte/prefer-svelte-reactivity -- Maps that are replaced as a whole */
/** The evidence of one evaluation: what the record names, and of each piece whether the server has it. */
import {
  piecesAt,
  QUOTA,
  readPieces,
  type ArrivedPiece,
  type ArrivedPieces,
  type Piece,
} from '@heping/protocol';
import { createContext } from 'svelte';
import { Resource } from '#lib/api/resource.svelte.ts';
import type { EvaluationRoom } from '#lib/evaluation/room.svelte.ts';
import { paced } from '#lib/paced.ts';
import { m } from '#lib/paraglide/messages.js';
import { nameOf } from '#lib/words.ts';
import { reconcile } from './reconcile.ts';
import { sender } from './sender.svelte.ts';

const ASK_MS = 1000;

export class EvidenceBox {
  readonly room: EvaluationRoom;
  readonly #path = $derived.by(() =>
    this.room.may('evidence.read') ? `/evaluations/${this.room.id}/evidence` : null,
  );
  /** What has come. What cannot be asked now is asked with the network; the page says that there is none. */
  readonly #answer = new Resource<ArrivedPieces>(() => this.#path);
  readonly #arrived: ReadonlyMap<string, ArrivedPiece> = $derived(
    new Map(this.#answer.value?.pieces.map((piece) => [piece.slot + piece.by, piece])),
  );
  /** The room of the evaluation's files, where little of it is left; null where there is enough. [FS6] */
  readonly nearlyFull = $derived.by(() => {
    const quota = this.#answer.value?.quota ?? null;
    return quota !== null && quota.used >= quota.most * QUOTA.warnFrom ? quota : null;
  });
  /** The evidence of an indicator is on the page, and with it what of this device waits for the person. */
  isShown = $state(false);
  readonly pieces: readonly Piece[] = $derived.by(
    () => this.room.record?.read(['evidence'], readPieces) ?? [],
  );
  readonly #bySlot = $derived(new Map(this.pieces.map((piece) => [piece.slot, piece])));

  /** Made while a component starts. */
  constructor(room: EvaluationRoom) {
    this.room = room;
  }

  /** Asks whenever this device has brought something, until the answer is called. */
  attend(): () => void {
    return sender.onSent((evaluation) => {
      if (evaluation === this.room.id) this.ask();
    });
  }
  /** Twenty photos that come one after another are asked for together. */
  ask = paced(() => void this.#answer.refresh(), ASK_MS);

  /** Somebody's name; they may have left the panel since. */
  nameOf(id: string): string {
    const person = this.room.nameOf(id);
    return person === null ? m.score_somebody() : nameOf(person);
  }

  at(indicator: string): readonly Piece[] {
    return piecesAt(this.pieces, indicator);
  }
  /** What was taken out there: it stays in the history, and can be put back. [LA18] */
  removedAt(indicator: string): readonly Piece[] {
    return this.pieces.filter(({ isRemoved, serves }) => isRemoved && serves.includes(indicator));
  }
  piece(slot: string): Piece | undefined {
    return this.#bySlot.get(slot);
  }
  /** The file on the server; none while its bytes are elsewhere. */
  arrived({ slot, by }: Pick<Piece, 'slot' | 'by'>): ArrivedPiece | undefined {
    return this.#arrived.get(slot + by);
  }

  /** What its camera wrote of a file, as whoever may open it reads it beside the piece. [FS18] */
  cameraOf = (file: string): Pick<ArrivedPiece['file'], 'camera'> | undefined =>
    [...this.#arrived.values()].find((arrived) => arrived.file.id === file)?.file;

  /** Names in the record what this device keeps and the record has lost. */
  reconcile(): void {
    const { record } = this.room;
    if (record?.isOpen === true && record.isWritable && this.room.may('record.write'))
      reconcile(
        record.doc,
        sender.queue.filter(({ evaluation }) => evaluation === this.room.id),
      );
  }
}

export const [getEvidence, setEvidence] = createContext<EvidenceBox>();
