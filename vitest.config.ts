import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Fuzz, faults and the blind runs take minutes each: they begin, so that none of them runs alone at the end. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ project }: TestSpecification) => project.name === 'tests';
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

/** A room's own tests lie beside its sources. */
function room(name: string, folder: string) {
  return {
    extends: true as const,
    test: {
      name,
      include: [`${folder}/**/*.test.{ts,mjs}`],
      exclude: ['**/node_modules/**', 'tests/journeys/**'],
    },
  };
}

export default defineConfig({
  test: {
    // better-sqlite3 is native code: a process per file, not a thread.
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
    // For a machine with two cores and much else to do; nothing waits for it to pass.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000, interval: 20 } },
    reporters: ['default'],
    coverage: {
      provider: 'v8',
      reportOnFailure: true,
      include: ['packages/scoring/src/**/*.ts'],
      exclude: ['**/*.test.ts'],
      reporter: [['text', { skipFull: true }], ['html']],
      thresholds: { branches: 100 },
    },
    projects: [
      room('launcher', 'packages/launcher'),
      room('scoring', 'packages/scoring'),
      room('protocol', 'packages/protocol'),
      room('db', 'db'),
      room('server', 'apps/server'),
      room('tests', 'tests'),
      {
        extends: true as const,
        root: './apps/web',
        plugins: [svelte({ configFile: false })],
        resolve: { conditions: ['browser'] },
        test: { name: 'web', include: ['src/**/*.test.ts'] },
      },
    ],
  },
});
