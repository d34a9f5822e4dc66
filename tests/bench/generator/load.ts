/** An open load: updates leave at their time whether or not the server keeps up, so that a delay is never hidden. */
import { setTimeout as wait } from 'node:timers/promises';
import { busy, used, usedByAll } from './gauge.ts';
import { Client, connectAll, type ClientOptions } from './client.ts';
import { Histogram, rounded, type Spread } from './histogram.ts';
import { FactWriter, newClientId, numbersIn } from './writer.ts';

export interface Place {
  readonly base: string;
  readonly protocol: ClientOptions['protocol'];
  readonly pid: number;
  /** the first room of this load, so that loads of one server do not meet */
  readonly firstRoom: number;
  readonly rooms: number;
  readonly people: number;
}

export interface Measured {
  /** updates a second, all clients together */
  readonly offered: number;
  /** updates a second that reached another client within the sending time, once for each of them */
  readonly delivered: number;
  /** of what everybody should have received by the end, 0 to 1 */
  readonly arrived: number;
  readonly delivery: Spread;
  readonly saving: Spread;
  /** processor time of the server for one delivered update, µs */
  readonly cpu: number;
  /** of one core each, 0 to 1 */
  readonly serverBusy: number;
  readonly generatorBusy: number;
  /** what everything else on the machine used, in cores */
  readonly othersBusy: number;
  readonly refused: number;
}

/** Names of rooms and whose session a client has, as `serve/heping.ts` prepares them. */
export const roomName = (room: number): string => `record:bench-${room}`;
export const cookieOf = (room: number, place: number): string => `heping=bench-${room}-${place}`;

/** How long is waited for stragglers after the last update, ms. */
const PATIENCE = 15_000;
const AT_ONCE = 50;

interface Sender {
  readonly client: Client;
  readonly writer: FactWriter;
  /** when each document message left, ms; 0 for the answer to the server's question */
  readonly left: number[];
  savedUpTo: number;
}

export class Load {
  readonly #place: Place;
  readonly #senders: readonly Sender[];
  #heard: (number: number, place: number) => void = () => undefined;
  #saved: (ms: number) => void = () => undefined;

  private constructor(place: Place, senders: Sender[]) {
    this.#place = place;
    this.#senders = senders;
  }

  /** Everybody connected and in step. */
  static async connect(place: Place): Promise<Load> {
    const senders: Sender[] = [];
    const load = new Load(place, senders);
    await connectAll(place.rooms * place.people, AT_ONCE, (index) => {
      const room = place.firstRoom + Math.floor(index / place.people);
      const seat = index % place.people;
      const found = (number: number) => load.#heard(number, index);
      const sender: Sender = {
        client: new Client({
          base: place.base,
          protocol: place.protocol,
          room: roomName(room),
          headers: { cookie: cookieOf(room, seat), origin: place.base },
          heard: (message) => numbersIn(message, found),
          saved: (messages) => load.#book(sender, messages),
        }),
        writer: new FactWriter(newClientId(index), seat),
        left: [],
        savedUpTo: 0,
      };
      senders.push(sender);
      return sender.client;
    });
    return load;
  }

  #book(sender: Sender, messages: number): void {
    const now = performance.now();
    for (; sender.savedUpTo < messages; sender.savedUpTo += 1) {
      const left = sender.left[sender.savedUpTo];
      if (left !== undefined && left > 0) this.#saved(now - left);
    }
  }

  /** So many updates a second from each client, for so many seconds. */
  async run(rate: number, seconds: number): Promise<Measured> {
    const count = this.#senders.length;
    const total = Math.round(rate * seconds * count);
    const frames = this.#prepare(total);
    const sentAt = new Float64Array(total);
    const delivery = new Histogram();
    const saving = new Histogram();
    let delivered = 0;
    this.#heard = (number, index) => {
      // A relay sends everybody their own as well.
      if (number >= total || number % count === index) return;
      delivered += 1;
      delivery.add(performance.now() - (sentAt[number] ?? 0));
    };
    this.#saved = (ms) => saving.add(ms);

    const before = { server: used(this.#place.pid), generator: used(process.pid), all: usedByAll() };
    const begun = performance.now();
    for (let sent = 0; sent < total;) {
      const due = Math.min(total, Math.ceil(((performance.now() - begun) / 1000) * rate * count));
      for (; sent < due; sent += 1) this.#send(sent % count, frames[sent], sentAt, sent);
      await wait(1);
    }
    const took = (performance.now() - begun) / 1000;
    const within = delivered;
    const expected = total * (this.#place.people - 1);
    await settle(() => delivered, expected);
    const after = { server: used(this.#place.pid), generator: used(process.pid), all: usedByAll() };
    const cpu = after.server.cpu - before.server.cpu;
    const own = after.generator.cpu - before.generator.cpu;
    return {
      offered: rounded(total / took),
      delivered: rounded(within / took),
      arrived: rounded(delivered / expected),
      delivery: delivery.spread(),
      saving: saving.spread(),
      cpu: rounded((cpu / Math.max(1, delivered)) * 1e6),
      serverBusy: rounded(busy(before.server, after.server)),
      generatorBusy: rounded(busy(before.generator, after.generator)),
      othersBusy: rounded(
        (after.all - before.all - cpu - own) / ((after.server.at - before.server.at) / 1000),
      ),
      refused: this.#senders.reduce((sum, { client }) => sum + client.refused, 0),
    };
  }

  /** Encoded, masked and framed before the clock starts. */
  #prepare(total: number): Buffer[] {
    const count = this.#senders.length;
    return Array.from({ length: total }, (_, number) => {
      const { client, writer } = this.#senders[number % count] as Sender;
      return client.frameOf(writer.next(number));
    });
  }

  #send(index: number, frame: Buffer | undefined, sentAt: Float64Array, number: number): void {
    const { client, left } = this.#senders[index] as Sender;
    if (frame === undefined || !client.isOpen) return;
    const now = performance.now();
    sentAt[number] = now;
    left[client.sent] = now;
    client.write(frame);
  }

  async close(): Promise<void> {
    await Promise.all(this.#senders.map(({ client }) => client.close()));
  }
}

/** Until everything has arrived, or nothing more arrives. */
async function settle(arrived: () => number, expected: number): Promise<void> {
  const end = performance.now() + PATIENCE;
  let last = -1;
  let quiet = 0;
  while (arrived() < expected && performance.now() < end && quiet < 75) {
    quiet = arrived() === last ? quiet + 1 : 0;
    last = arrived();
    await wait(20);
  }
}
