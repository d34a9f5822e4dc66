/**
 * What goes from hand to hand while somebody gives their word at the panel's tablet. What is typed is kept on the device
 * (lib/drafts) until it is recorded, so that a reload comes back to the signer's page; what is drawn is kept nowhere.
 */
import type { Sheet, Witness } from '@heping/protocol';
import { isBlank } from '@heping/scoring';

export type HandingStep = 'who' | 'sign' | 'confirm';

/** What outlives the page. */
export interface Typed {
  readonly step: HandingStep;
  readonly person: string | undefined;
  readonly name: string;
  readonly post: string;
  readonly word: 'yes' | 'no';
  readonly reason: string;
  /** Of the sheet that was handed over; null before. */
  readonly hash: string | null;
  /** To whom: what was said is theirs. */
  readonly signer: string | null;
}

export class Handing {
  step = $state<HandingStep>('who');
  /** A leader of the centre by their id; empty for somebody else, undefined while nobody is chosen. */
  person = $state<string>();
  name = $state('');
  post = $state('');
  word = $state<'yes' | 'no'>('yes');
  reason = $state('');
  strokes = $state.raw<readonly number[][]>([]);

  /** What the signer was handed to read: their word is on this and no later one. */
  sheet = $state.raw<Sheet | null>(null);
  hash = $state<string | null>(null);
  #signer = $state<string | null>(null);
  /** The page was loaded again in the signer's hands. */
  isTakenUp = $state(false);

  constructor(kept?: Typed) {
    if (kept === undefined) return;
    const { step, signer, person, name, post, word, reason, hash } = kept;
    Object.assign(this, { person, name, post, word, reason, hash });
    this.#signer = signer;
    this.isTakenUp = step !== 'who';
    // Nothing is confirmed of which the hand is gone.
    this.step = this.isTakenUp ? 'sign' : 'who';
  }

  get typed(): Typed {
    const { step, person, name, post, word, reason, hash } = this;
    return { step, person, name, post, word, reason, hash, signer: this.#signer };
  }

  /** Hands a sheet over; what was drawn under another one is not drawn under this, and what another said is not theirs. */
  take(sheet: Sheet): void {
    if (this.hash !== sheet.hash) this.strokes = [];
    [this.sheet, this.hash] = [sheet, sheet.hash];
    const signer = `${this.person ?? ''}|${this.name}`;
    if (this.#signer !== signer) this.#forgetWord();
    this.#signer = signer;
  }

  get declines(): boolean {
    return this.word === 'no';
  }

  /** What is sent with the witness's password. */
  said(password: string, { hash }: Sheet): Witness {
    const { person, name, post, reason, strokes } = this;
    return {
      ...{ password, hash },
      signer: { name, post, ...(person === undefined || person === '' ? {} : { person }) },
      ...(this.declines ? { declineReason: reason } : {}),
      ...(strokes.length === 0 ? {} : { drawing: { strokes: strokes.map((stroke) => [...stroke]) } }),
    };
  }

  get isSignerKnown(): boolean {
    return !isBlank(this.name) && !isBlank(this.post);
  }

  /** For the next one: a word of one person is never another's. */
  clear(): void {
    this.step = 'who';
    this.person = undefined;
    [this.name, this.post] = ['', ''];
    [this.sheet, this.hash, this.#signer] = [null, null, null];
    this.isTakenUp = false;
    this.#forgetWord();
  }

  #forgetWord(): void {
    [this.word, this.reason, this.strokes] = ['yes', '', []];
  }
}
