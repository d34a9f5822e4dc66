/** What goes from hand to hand while somebody gives their word at the panel's tablet. Nothing of it is kept on the device. */
import type { Sheet, Witness } from '@heping/protocol';
import { isBlank } from '@heping/scoring';

export type HandingStep = 'who' | 'sign' | 'confirm';

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

  /** Hands a sheet over; what was drawn under another one is not drawn under this. */
  take(sheet: Sheet): void {
    if (this.sheet?.hash !== sheet.hash) this.strokes = [];
    this.sheet = sheet;
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
    this.person = undefined;
    [this.name, this.post, this.reason] = ['', '', ''];
    this.word = 'yes';
    this.strokes = [];
    this.sheet = null;
  }
}
