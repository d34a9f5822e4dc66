/** A line like that of a village hall between a browser and a server: everything that passes shares it, sockets, too. */
import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net';

export interface Line {
  readonly port: number;
  close(): Promise<void>;
}

/** The “fast 3G” of browsers' tools, as a line and not as an addition to each request. */
export const FAST_3G = { down: 1_600_000 / 8, up: 750_000 / 8, roundTrip: 150 } as const;

/** One direction: bytes wait for those before them, then travel. `rate` in bytes a second, `travel` in ms. */
class Lane {
  #freeAt = 0;
  readonly #rate: number;
  readonly #travel: number;

  constructor(rate: number, travel: number) {
    this.#rate = rate;
    this.#travel = travel;
  }

  carry(from: Socket, to: Socket): void {
    from.on('data', (bytes: Buffer) => {
      this.#freeAt = Math.max(performance.now(), this.#freeAt) + (bytes.length / this.#rate) * 1000;
      this.#after(() => to.write(bytes));
    });
    from.once('end', () => this.#after(() => to.end()));
    from.once('error', () => to.destroy());
    from.once('close', () => this.#after(() => to.destroy()));
  }

  #after(arrive: () => void): void {
    setTimeout(arrive, Math.max(0, this.#freeAt - performance.now()) + this.#travel);
  }
}

/** Opens a line to a server of this machine. A new connection costs one round trip before its first byte. */
export async function slowLine(serverPort: number, { down, up, roundTrip } = FAST_3G): Promise<Line> {
  const [toBrowser, toServer] = [new Lane(down, roundTrip / 2), new Lane(up, roundTrip / 2)];
  const open = new Set<Socket>();
  const listener = createServer({ pauseOnConnect: true }, (browser) => {
    const server = createConnection(serverPort, '127.0.0.1');
    for (const end of [browser, server]) {
      open.add(end.setNoDelay());
      end.once('close', () => open.delete(end));
    }
    toServer.carry(browser, server);
    toBrowser.carry(server, browser);
    browser.pause();
    setTimeout(() => browser.resume(), roundTrip);
  });
  await new Promise<void>((listening) => listener.listen(0, '127.0.0.1', listening));
  return {
    port: (listener.address() as AddressInfo).port,
    async close() {
      for (const end of open) end.destroy();
      await new Promise((closed) => listener.close(closed));
    },
  };
}
