/** What was measured, for people: medians of the rounds, and the ratios to the relay that the promises are made in. */
import { ABOUT, CONTESTANTS, type Contestant } from './contestants.ts';
import type { Measured } from './generator/load.ts';
import type { Crowd, Saturated } from './generator/plan.ts';
import type { LedgerMeasured } from './ledger.ts';
import type { Visits } from './visit.ts';
import type { Curves, Joins, Question } from './workloads.ts';

type Rounds = Partial<Record<Contestant, unknown[]>>;
/** Everything measured: by question, contestant and round. */
export type Results = Partial<Record<Question, Rounds>>;

/** One line while it runs. */
export function say(what: string, measured: unknown): void {
  const { steps: _steps, ...rest } = measured as { steps?: unknown };
  console.log(`${what}: ${JSON.stringify(rest)}`);
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

type Row = readonly (string | number | null)[];

function table(title: string, head: Row, rows: readonly Row[]): string {
  const cells = [head, ...rows].map((row) => row.map((cell) => String(cell ?? '–')));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const lines = cells.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
  return ['', title, ...lines].join('\n');
}

const named = (contestant: Contestant) => `(${ABOUT[contestant].letter}) ${ABOUT[contestant].title}`;

/** A figure of each round, its median, and the median of its ratios to the relay in the same round. */
function figures<T>(
  rounds: Partial<Record<Contestant, unknown[]>>,
  pick: (one: T) => number | null | undefined,
) {
  const of = (contestant: Contestant) =>
    (rounds[contestant] ?? []).map((one) => pick(one as T) ?? NaN).filter((value) => !Number.isNaN(value));
  return (contestant: Contestant): { value: number | null; ratio: string | null } => {
    const own = of(contestant);
    const base = of('relay');
    const ratios = own.flatMap((value, round) => (base[round] === undefined ? [] : [value / base[round]]));
    return {
      value: own.length === 0 ? null : Math.round(median(own) * 100) / 100,
      ratio: ratios.length === 0 ? null : `${median(ratios).toFixed(2)} ×`,
    };
  };
}

const TABLES: Record<Question, (rounds: Rounds) => string> = {
  panel(rounds) {
    const cpu = figures<Measured>(rounds, (one) => one.cpu);
    const p50 = figures<Measured>(rounds, (one) => one.delivery.p50);
    const p99 = figures<Measured>(rounds, (one) => one.delivery.p99);
    const saved = figures<Measured>(rounds, (one) => one.saving.p99);
    return table(
      'Panel load: 50 rooms × 5 people × 5 changes a second',
      ['', 'CPU µs/delivered', 'to (a)', 'delivery p50 ms', 'p99 ms', 'saved p99 ms'],
      present(rounds).map((who) => [
        ...[named(who), cpu(who).value, cpu(who).ratio],
        ...[p50(who).value, p99(who).value, saved(who).value],
      ]),
    );
  },
  saturation(rounds) {
    const highest = figures<Saturated>(rounds, (one) => one.highest.delivered);
    const prompt = figures<Saturated>(rounds, (one) => one.prompt?.delivered);
    return table(
      'As much as it carries, deliveries a second',
      ['', 'highest', 'to (a)', 'p99 < 100 ms', 'to (a)'],
      present(rounds).map((who) => [
        ...[named(who), highest(who).value, highest(who).ratio],
        ...[prompt(who).value, prompt(who).ratio],
      ]),
    );
  },
  crowd: (rounds) =>
    table(
      'Everybody comes at once, one line a size',
      ['', 'all in step ms', 'to (a)', 'CPU s', 'KiB a room', 'memory MiB'],
      present(rounds).flatMap((who) =>
        ((rounds[who] ?? []) as Crowd[]).map((one, round) => [
          ...[named(who), Math.round(one.took)],
          `${(one.took / ((rounds.relay?.[round] as Crowd | undefined)?.took ?? NaN)).toFixed(2)} ×`,
          ...[one.cpu, one.memoryOfRoom, Math.round(one.memoryQuiet / 1024)],
        ]),
      ),
    ),
  join(rounds) {
    const of = (pick: (one: Joins) => number | null) => figures<Joins>(rounds, pick);
    const columns = [
      of(({ cold }) => cold.syncedAfter),
      of(({ cold }) => cold.contentAfter),
      of(({ warm }) => warm.contentAfter),
      of(({ empty }) => empty.syncedAfter),
    ];
    return table(
      'Joining a document with 10,000 small updates, ms',
      ['', 'cold: synced', 'cold: content', 'warm: content', 'an empty one'],
      present(rounds).map((who) => [named(who), ...columns.map((column) => column(who).value)]),
    );
  },
  curves(rounds) {
    const of = (who: Contestant) => (rounds[who] as Curves[])[0] as Curves;
    const [first] = present(rounds);
    if (first === undefined) return '';
    return [
      table(
        'CPU µs/delivered at one total rate, by rooms',
        ['', ...of(first).byRooms.map(({ rooms }) => rooms)],
        present(rounds).map((who) => [named(who), ...of(who).byRooms.map(({ cpu }) => cpu)]),
      ),
      table(
        'CPU µs/delivered, by updates each room has seen before',
        ['', ...of(first).byHistory.map(({ history }) => history)],
        present(rounds).map((who) => [named(who), ...of(who).byHistory.map(({ cpu }) => cpu)]),
      ),
    ].join('\n');
  },
  ledger(rounds) {
    const [one] = (rounds.heping ?? []) as LedgerMeasured[];
    if (one === undefined) return '';
    const { ms, bytes, slowestAnswer, mib } = one.book;
    return [
      table(
        `The ledger with ${one.findings} findings, ms on the server; processor beside it, which a busy machine does not stretch`,
        ['', 'p50', 'p95', 'processor p50', 'p95', 'rows'],
        one.times.map(({ name, p50, p95, cpu50, cpu95, rows }) => [name, p50, p95, cpu50, cpu95, rows]),
      ),
      `All of it as a file: ${ms} ms, ${Math.round(bytes / 1024)} KiB, at most ${mib} MiB; meanwhile the slowest answer took ${slowestAnswer} ms`,
    ].join('\n');
  },
  visit(rounds) {
    const [one] = (rounds.heping ?? []) as Visits[];
    if (one === undefined) return '';
    const row = (name: string, times: readonly number[]) => [name, median(times), Math.max(...times)];
    return table(
      'The scoring page over fast 3G, ms until a score can be given',
      ['', 'median', 'slowest'],
      [
        row('first visit', [one.first]),
        row('from the second on', one.later),
        row('the same, processor four times as slow', one.laterOnSlowProcessor),
      ],
    );
  },
};

const present = (rounds: Rounds) => CONTESTANTS.filter((who) => rounds[who] !== undefined);

/** Every table there is something for. */
export const tablesOf = (results: Results): string =>
  Object.entries(results)
    .map(([question, rounds]) => TABLES[question as Question](rounds))
    .join('\n');
