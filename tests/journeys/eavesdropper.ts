/** Writes down everything that reaches a browser: answers of HTTP and frames of sockets. */
import type { Page } from '@playwright/test';

export class Eavesdropper {
  readonly #heard: Promise<Buffer>[] = [];

  constructor(page: Page) {
    page.on('response', (response) => {
      this.#heard.push(Promise.resolve(Buffer.from(response.url())));
      // A redirect or a page that was left has no body.
      this.#heard.push(response.body().catch(() => Buffer.alloc(0)));
    });
    page.on('websocket', (socket) => {
      this.#heard.push(Promise.resolve(Buffer.from(socket.url())));
      socket.on(
        'framereceived',
        ({ payload }) => void this.#heard.push(Promise.resolve(Buffer.from(payload))),
      );
    });
  }

  /** How many answers and frames came. */
  get count(): number {
    return this.#heard.length;
  }

  /** Which of these words reached the browser. */
  async heard(...words: readonly string[]): Promise<string[]> {
    const all = await Promise.all(this.#heard);
    return words.filter((word) => all.some((bytes) => bytes.includes(word)));
  }
}
