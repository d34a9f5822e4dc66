/**
 * `npm run bench`: the same load against four servers, alternating, in one run; prints tables of ratios and writes
 * everything measured as JSON. `-- --quick` tries it in three minutes, `-- --only=panel,join` asks some questions only.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { CONTESTANTS, type Contestant } from './contestants.ts';
import { ledger } from './ledger.ts';
import { say, tablesOf, type Results } from './table.ts';
import {
  crowd,
  curves,
  joining,
  PACES,
  panel,
  QUESTIONS,
  saturation,
  type Pace,
  type Question,
} from './workloads.ts';
import { visits } from './visit.ts';

const ROUNDS = { full: 3, quick: 1 } as const;

interface Asked {
  readonly pace: keyof typeof PACES;
  readonly questions: readonly Question[];
  readonly rounds: number;
  readonly out: string;
}

function readArguments(args: readonly string[]): Asked {
  const value = (name: string) => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
  const pace = args.includes('--quick') ? 'quick' : 'full';
  const only = value('only')?.split(',');
  const unknown = only?.find((name) => !QUESTIONS.some((question) => question === name));
  if (unknown !== undefined)
    throw new Error(`There is no question "${unknown}". Choose of: ${QUESTIONS.join(', ')}.`);
  const questions = QUESTIONS.filter((question) => only?.includes(question) ?? true);
  return {
    pace,
    questions,
    rounds: Number(value('rounds') ?? ROUNDS[pace]),
    out: value('out') ?? 'bench-results',
  };
}

/** Which contestants a question has a meaning for, and how often: what takes long is asked once. */
function ask(question: Question, contestant: Contestant, pace: Pace, round: number): Promise<unknown> | null {
  switch (question) {
    case 'panel':
      return panel(contestant, pace);
    case 'saturation':
      return saturation(contestant, pace);
    case 'crowd': {
      const size = pace.crowd[round];
      return size === undefined ? null : crowd(contestant, size);
    }
    case 'join':
      return contestant === 'relay' ? null : joining(contestant);
    case 'curves':
      return contestant === 'relay' || round > 0 ? null : curves(contestant, pace);
    // Nobody else has one.
    case 'ledger':
      return contestant === 'heping' && round === 0 ? ledger({ rounds: pace.ledgerRounds }) : null;
    case 'visit':
      return contestant === 'heping' && round === 0 ? visits({ rounds: pace.visitRounds }) : null;
  }
}

const { pace, questions, rounds, out } = readArguments(process.argv.slice(2));
const results: Results = {};
for (const question of questions)
  for (let round = 0; round < rounds; round += 1)
    for (let turn = 0; turn < CONTESTANTS.length; turn += 1) {
      // Nobody is always first, or always after the same.
      const contestant = CONTESTANTS[(turn + round) % CONTESTANTS.length] as Contestant;
      const asked = ask(question, contestant, PACES[pace], round);
      if (asked === null) continue;
      const measured = await asked;
      ((results[question] ??= {})[contestant] ??= []).push(measured);
      say(`${question}, round ${round + 1}, ${contestant}`, measured);
    }

const about = {
  at: new Date().toISOString(),
  pace,
  rounds,
  node: process.version,
  processor: cpus()[0]?.model,
};
await mkdir(out, { recursive: true });
const file = `${out}/bench-${about.at.replaceAll(':', '-').slice(0, 19)}.json`;
await writeFile(file, `${JSON.stringify({ about, results }, null, 2)}\n`);
console.log(tablesOf(results));
console.log(`\nEverything measured: ${file}`);
