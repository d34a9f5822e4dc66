/**
 * What stands between the browsers and the server: a proxy, or the network of a hotel. It lets everything through, or
 * answers of its own in the server's place, or swallows what is sent.
 */
import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import { connect, createServer as createGate, type AddressInfo, type Server, type Socket } from 'node:net';

export type Standing = 'open' | 'bad-gateway' | 'portal' | 'silent';

/** Answers that are not ours, with a status that says so or none that does. */
const ANSWERS = {
  'bad-gateway': [502, 'text/html; charset=utf-8', '<!doctype html><title>nginx</title><h1>502</h1>'],
  portal: [200, 'application/json', '{"code":0,"msg":"请先登录无线网"}'],
} as const;

export class Gate {
  readonly #gate: Server;
  readonly #others: HttpServer;
  readonly #lines = new Set<Socket>();
  #standing: Standing = 'open';

  private constructor(behind: URL) {
    this.#others = createServer((_request, response) => {
      const [status, type, text] = ANSWERS[this.#standing === 'portal' ? 'portal' : 'bad-gateway'];
      response.writeHead(status, { 'content-type': type });
      response.end(text);
    });
    this.#gate = createGate((line) => {
      this.#hold(line);
      if (this.#standing === 'open') this.#letThrough(line, behind);
      else if (this.#standing !== 'silent') this.#others.emit('connection', line);
    });
  }

  static async before(origin: string): Promise<Gate> {
    const gate = new Gate(new URL(origin));
    gate.#gate.listen(0, 'localhost');
    await once(gate.#gate, 'listening');
    return gate;
  }

  get origin(): string {
    return `http://localhost:${(this.#gate.address() as AddressInfo).port}`;
  }

  /** Every line that stands is cut. */
  become(standing: Standing): void {
    this.#standing = standing;
    for (const line of this.#lines) line.destroy();
  }

  async close(): Promise<void> {
    const closed = once(this.#gate, 'close');
    this.#gate.close();
    for (const line of this.#lines) line.destroy();
    await closed;
  }

  #letThrough(line: Socket, { hostname, port }: URL): void {
    const server = connect(Number(port), hostname);
    this.#hold(server);
    line.pipe(server).pipe(line);
    line.once('close', () => server.destroy());
    server.once('close', () => line.destroy());
  }

  #hold(line: Socket): void {
    this.#lines.add(line);
    // A line that is cut is the journey's own doing.
    line.on('error', () => undefined);
    line.once('close', () => this.#lines.delete(line));
  }
}
