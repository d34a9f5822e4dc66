/** The generator: carries out one plan against a server that runs, and prints what it measured as one line of JSON. */
import { setTimeout as wait } from 'node:timers/promises';
import * as Y from 'yjs';
import { used } from './gauge.ts';
import { Client, connectAll } from './client.ts';
import { Histogram, rounded } from './histogram.ts';
import { cookieOf, Load, roomName, type Measured, type Place } from './load.ts';
import type { Crowd, Join, Plan, Saturated } from './plan.ts';

function carryOut(plan: Plan): Promise<object> {
  switch (plan.work) {
    case 'rate':
      return rate(plan.place, plan);
    case 'saturate':
      return saturate(plan.place, plan);
    case 'crowd':
      return crowd(plan.place);
    case 'join':
      return join(plan.place, plan);
  }
}

async function rate(
  place: Place,
  { rate: each, seconds, warmUp }: { rate: number; seconds: number; warmUp: number },
): Promise<Measured> {
  const load = await Load.connect(place);
  await load.run(each, warmUp);
  const measured = await load.run(each, seconds);
  await load.close();
  return measured;
}

/** Above this share of what is offered a step counts as carried. */
const CARRIED = 0.97;
const LATE = 100;
const REST = 300;

/** First in big steps to where it breaks, then in small ones from well below to beyond. */
async function saturate(
  place: Place,
  { from, seconds, step }: { from: number; seconds: number; step: number },
): Promise<Saturated> {
  const load = await Load.connect(place);
  const clients = place.rooms * place.people;
  await load.run(from / clients, 2);
  const steps: Measured[] = [];
  const climb = async (start: number, factor: number) => {
    let offered = start;
    for (;;) {
      const measured = await load.run(offered / clients, seconds);
      steps.push(measured);
      await wait(REST);
      if (measured.delivered < 0.85 * measured.offered * (place.people - 1)) return offered;
      offered *= factor;
    }
  };
  const broke = await climb(from, 1.5);
  await climb(broke / 2, step);
  await load.close();
  const best = (some: readonly Measured[]) =>
    some.reduce<Measured | null>(
      (best, one) => (best === null || one.delivered > best.delivered ? one : best),
      null,
    );
  const prompt = steps.filter(
    ({ delivered, offered, delivery: { p99 } }) =>
      p99 !== null && p99 < LATE && delivered >= CARRIED * offered * (place.people - 1),
  );
  return { highest: best(steps) as Measured, prompt: best(prompt), steps };
}

/** Everybody comes at once; what it takes, and what the rooms weigh once all is quiet. */
async function crowd(place: Place): Promise<Crowd> {
  const before = used(place.pid);
  const begun = performance.now();
  const count = place.rooms * place.people;
  const clients = await connectAll(count, count, (index) => {
    const room = place.firstRoom + Math.floor(index / place.people);
    const headers = { cookie: cookieOf(room, index % place.people), origin: place.base };
    return new Client({ base: place.base, protocol: place.protocol, room: roomName(room), headers });
  });
  const took = performance.now() - begun;
  const joined = used(place.pid);
  const each = new Histogram();
  for (const { syncedAfter } of clients) each.add(syncedAfter ?? 0);
  await wait(5000);
  const quiet = used(place.pid);
  await Promise.all(clients.map((client) => client.close()));
  return {
    took: rounded(took),
    cpu: rounded(joined.cpu - before.cpu),
    join: each.spread(),
    memoryBefore: before.memory,
    memoryQuiet: quiet.memory,
    memoryOfRoom: rounded((quiet.memory - before.memory) / place.rooms),
  };
}

/** One client joins a document with a history; when it is told so, and when the content is there. */
async function join(place: Place, { updates }: { updates: number }): Promise<Join> {
  const doc = new Y.Doc();
  const begun = performance.now();
  let contentAfter: number | null = null;
  const whole = Promise.withResolvers<void>();
  const look = () => {
    const clocks = [...Y.decodeStateVector(Y.encodeStateVector(doc)).values()];
    if (contentAfter !== null || clocks.reduce((sum, clock) => sum + clock, 0) < updates) return;
    contentAfter = performance.now() - begun;
    whole.resolve();
  };
  doc.on('update', look);
  const client = new Client({
    base: place.base,
    protocol: place.protocol,
    room: roomName(place.firstRoom),
    headers: { cookie: cookieOf(place.firstRoom, 0), origin: place.base },
    doc,
  });
  await client.synced;
  await Promise.race([whole.promise, wait(10_000)]);
  await client.close();
  return {
    syncedAfter: rounded(client.syncedAfter ?? 0),
    contentAfter: contentAfter === null ? null : rounded(contentAfter),
  };
}

const plan = JSON.parse(process.argv[2] ?? '') as Plan;
console.log(JSON.stringify(await carryOut(plan)));
process.exit(0);
