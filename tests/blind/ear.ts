/** Everything that reached one account, or the log, byte by byte; searched for secrets. */
import { formsOf, formsOfNumber, holds, unpacked } from './needles.ts';

export const SECRET_KINDS = [
  ...(['remark', 'recusal', 'stray', 'note', 'fact', 'evidence'] as const),
  ...(['exception', 'presence', 'self', 'activity'] as const),
] as const;
export type SecretKind = (typeof SECRET_KINDS)[number];

/** Something only some may ever hold. */
export interface Secret {
  /** A word that begins with the run's stem, or a number. */
  readonly word: string | number;
  /** stray: in a ballot, and never to be shown to anybody else. evidence: words, name and bytes of a piece. */
  readonly kind: SecretKind;
  readonly owner: string;
}

/** Secrets of one run: all words share a stem, so that one search rules out nearly everything. */
export class Secrets {
  readonly stem: string;
  readonly all: Secret[] = [];
  readonly #stemForms: readonly Buffer[];
  readonly #forms = new Map<Secret, readonly Buffer[]>();

  constructor(stem: string) {
    this.stem = stem;
    this.#stemForms = formsOf(stem);
  }

  /** A new word. */
  word(kind: SecretKind, owner: string): string {
    const word = `${this.stem}${String(this.all.length).padStart(3, '0')}`;
    this.#keep({ word, kind, owner });
    return word;
  }
  number(value: number, owner: string): number {
    this.#keep({ word: value, kind: 'stray', owner });
    return value;
  }
  #keep(secret: Secret): void {
    this.all.push(secret);
    this.#forms.set(
      secret,
      typeof secret.word === 'string' ? formsOf(secret.word) : formsOfNumber(secret.word),
    );
  }

  /** Which of them are in these bytes. A stem without its word is a piece of one, nobody's to hold. */
  in(bytes: Buffer): readonly (Secret | 'piece')[] {
    const numbers = this.all.filter(
      (secret) => typeof secret.word === 'number' && holds(bytes, this.#formsOf(secret)),
    );
    if (!holds(bytes, this.#stemForms)) return numbers;
    const words = this.all.filter(
      (secret) => typeof secret.word === 'string' && holds(bytes, this.#formsOf(secret)),
    );
    return [...numbers, ...(words.length === 0 ? (['piece'] as const) : words)];
  }

  #formsOf(secret: Secret): readonly Buffer[] {
    return this.#forms.get(secret) ?? [];
  }
}

interface Heard {
  readonly where: string;
  readonly bytes: Buffer;
  readonly encodedAs: string | undefined;
}

export interface Hit {
  readonly secret: Secret | 'piece';
  readonly where: string;
}

export class Ear {
  /** null: nobody, without a session. */
  readonly account: string | null;
  bytes = 0;
  #heard: Heard[] = [];
  /** Values in positions where only scores stand. */
  readonly scores: string[] = [];

  constructor(account: string | null) {
    this.account = account;
  }

  hear(where: string, bytes: Buffer | string, encodedAs?: string): void {
    const kept = Buffer.from(bytes);
    this.bytes += kept.length;
    this.#heard.push({ where, bytes: kept, encodedAs });
  }

  /** Everything found in what came since the last search. */
  search(secrets: Secrets): Hit[] {
    const heard = this.#heard;
    this.#heard = [];
    return heard.flatMap(({ where, bytes, encodedAs }) =>
      unpacked(bytes, encodedAs)
        .flatMap((one) => secrets.in(one))
        .map((secret) => ({ secret, where })),
    );
  }
}
