/** The guard's own tests over a guard that lacks the rule which `HEPING_LEAVE_OUT` names. */
import { defineConfig } from 'vitest/config';
import { pathOf, without } from './rules.ts';

const [file = '', place = ''] = (process.env['HEPING_LEAVE_OUT'] ?? '').split(':');

export default defineConfig({
  plugins: [
    {
      name: 'leave-out',
      enforce: 'pre',
      transform: (code, id) =>
        id.split('?', 1)[0] === pathOf(file) ? without(code, Number(place)) : undefined,
    },
  ],
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['apps/server/src/sync/{guard,guard-content,guard-evidence,guard-plan,lists,readings}.test.ts'],
    pool: 'forks',
    maxWorkers: 1,
    isolate: false,
    // What was transformed without this rule is not to be taken for what is transformed without that one.
    fsModuleCache: false,
    bail: 1,
    testTimeout: 20_000,
    reporters: ['dot'],
  },
});
