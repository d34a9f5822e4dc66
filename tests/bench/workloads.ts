/** What is measured: one function for each question of the bench, asked of one contestant with a fresh server. */
import { ABOUT, generate, serve, withData, type Contestant, type Serving } from './contestants.ts';
import type { Measured, Place } from './generator/load.ts';
import type { Crowd, Join, Plan, Saturated } from './generator/plan.ts';

export const QUESTIONS = ['panel', 'saturation', 'crowd', 'join', 'curves', 'ledger', 'visit'] as const;
export type Question = (typeof QUESTIONS)[number];

export interface Size {
  readonly rooms: number;
  readonly people: number;
}

/** A panel's room and a day's worth of them. */
export const PANEL: Size = { rooms: 50, people: 5 };
const PANEL_RATE = 5;
const HISTORY = 10_000;

/** How long and how finely; `quick` is for trying, its figures are no result. */
export interface Pace {
  readonly seconds: number;
  readonly step: number;
  readonly stepSeconds: number;
  readonly crowd: readonly Size[];
  readonly roomCounts: readonly number[];
  readonly histories: readonly number[];
  /** How often each view of the ledger is asked for. */
  readonly ledgerRounds: number;
  /** How often the scoring page is visited over a slow line. */
  readonly visitRounds: number;
}
export const PACES: Record<'full' | 'quick', Pace> = {
  full: {
    seconds: 20,
    step: 1.1,
    stepSeconds: 4,
    crowd: [
      { rooms: 1000, people: 3 },
      { rooms: 5000, people: 3 },
    ],
    roomCounts: [10, 100, 1000],
    histories: [100, 1000, 10_000],
    ledgerRounds: 20,
    visitRounds: 9,
  },
  quick: {
    seconds: 5,
    step: 1.25,
    stepSeconds: 2,
    crowd: [{ rooms: 200, people: 3 }],
    roomCounts: [10, 100],
    histories: [100, 1000],
    ledgerRounds: 4,
    visitRounds: 3,
  },
};

async function against<T>(
  contestant: Contestant,
  size: Size,
  work: (ask: <A>(plan: Asked) => Promise<A>, again: () => Promise<void>) => Promise<T>,
): Promise<T> {
  return withData(async (dataDir) => {
    let serving: Serving = await serve(contestant, dataDir, size);
    const ask = <A>(asked: Asked) => {
      const place: Place = {
        ...{ base: serving.base, pid: serving.pid, protocol: ABOUT[contestant].protocol },
        ...{ firstRoom: 0, ...size, ...asked.place },
      };
      return generate<A>({ ...asked, place });
    };
    const again = async () => {
      await serving.stop();
      serving = await serve(contestant, dataDir, size);
    };
    try {
      return await work(ask, again);
    } finally {
      await serving.stop();
    }
  });
}

/** A plan whose place is the server at hand, with what differs. */
type Asked = {
  readonly place?: Partial<Pick<Place, 'firstRoom' | 'rooms' | 'people'>>;
} & (Plan extends infer P ? (P extends Plan ? Omit<P, 'place'> : never) : never);

/**
 * Before the panel load is measured, in seconds, the same for all: a day's load is asked for, and for the first ten seconds
 * V8 is still compiling (18 % of the samples of who has most code, 4 % after it).
 */
const SETTLED = 15;

/** 50 rooms × 5 people × 5 changes a second: what an update costs, and how soon it is seen and saved. */
export const panel = (contestant: Contestant, { seconds }: Pace): Promise<Measured> =>
  against(contestant, PANEL, (ask) => ask({ work: 'rate', rate: PANEL_RATE, seconds, warmUp: SETTLED }));

/** As much as it carries: the highest delivered rate, and the highest with p99 under 100 ms. */
export const saturation = (contestant: Contestant, { step, stepSeconds }: Pace): Promise<Saturated> =>
  against(contestant, PANEL, (ask) => ask({ work: 'saturate', from: 2500, seconds: stepSeconds, step }));

/** Everybody comes at once, then nobody says anything. */
export const crowd = (contestant: Contestant, size: Size): Promise<Crowd> =>
  against(contestant, size, async (ask, again) => {
    // What preparing the evaluations left in memory is not a room's.
    await again();
    return ask({ work: 'crowd' });
  });

export interface Joins {
  /** the server has just started */
  readonly cold: Join;
  /** it holds the document already */
  readonly warm: Join;
  /** of an empty document, for what connecting costs by itself */
  readonly empty: Join;
}

/** A document with a history of 10,000 small updates. The relay keeps none, and memory forgets it at the restart. */
export const joining = (contestant: Contestant): Promise<Joins> =>
  against(contestant, { rooms: 2, people: 5 }, async (ask, again) => {
    await ask({ work: 'rate', place: { rooms: 1 }, rate: 50, seconds: HISTORY / 250, warmUp: 0 });
    // Two connections first: a process that has never answered one is slow for reasons of its own.
    const other = { place: { firstRoom: 1, rooms: 1 }, work: 'join', updates: 0 } as const;
    if (contestant !== 'plain') await again();
    await ask(other);
    const empty = await ask<Join>(other);
    const whole = { place: { rooms: 1 }, work: 'join', updates: HISTORY } as const;
    const cold = await ask<Join>(whole);
    return { cold, warm: await ask<Join>(whole), empty };
  });

export interface Curves {
  /** processor time of a delivered update, µs, by how many rooms share the same load */
  readonly byRooms: readonly { readonly rooms: number; readonly cpu: number }[];
  /** by how many updates every room has seen before */
  readonly byHistory: readonly { readonly history: number; readonly cpu: number }[];
}

const CURVE_RATE = 2000;
const LEARNT = 250;

/** Whether an update costs more where there are many rooms, or where much has happened. */
export async function curves(
  contestant: Contestant,
  { seconds, roomCounts, histories }: Pace,
): Promise<Curves> {
  const byRooms = [];
  for (const rooms of roomCounts) {
    const size = { rooms, people: 5 };
    const rate = CURVE_RATE / (rooms * size.people);
    const { cpu } = await against(contestant, size, (ask) =>
      ask<Measured>({ work: 'rate', rate, seconds, warmUp: 3 }),
    );
    byRooms.push({ rooms, cpu });
  }
  const size = { rooms: 10, people: 5 };
  const byHistory = await against(contestant, size, async (ask) => {
    const points = [];
    let done = 0;
    for (const history of histories) {
      const more = history - done;
      await ask({ work: 'rate', rate: LEARNT / size.people, seconds: more / LEARNT, warmUp: 0 });
      const { cpu } = await ask<Measured>({
        work: 'rate',
        rate: 20,
        seconds: Math.min(seconds, 5),
        warmUp: 0,
      });
      points.push({ history, cpu });
      done = history + 100 * Math.min(seconds, 5);
    }
    return points;
  });
  return { byRooms, byHistory };
}
