/** What every journey begins with: a server of its own, and people who come to it. */
import { expect, test as base } from '@playwright/test';
import { rm } from 'node:fs/promises';
import { Gate } from './gate.ts';
import { Person, type PersonOptions } from './person.ts';
import { Server } from './server.ts';

export { expect };

export type Come = <const Names extends readonly string[]>(
  usernames: Names,
  options?: PersonOptions,
) => Promise<{ -readonly [Place in keyof Names]: Person }>;

interface Fixtures {
  /** Holds the demo, as it is after the first start. */
  server: Server;
  /** Before the server, for those who come by its origin. */
  gate: Gate;
  /** People come, each in a browser of their own, signed in. At the end nobody's console may hold an unexpected error. */
  people: Come;
}

export const test = base.extend<Fixtures, { prepared: string }>({
  prepared: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from this pattern
    async ({}, use) => {
      const dataDir = await Server.prepareData();
      await use(dataDir);
      await rm(dataDir, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  server: async ({ prepared }, use) => {
    const server = await Server.open(prepared);
    await use(server);
    await server.close();
  },
  gate: async ({ server }, use) => {
    const gate = await Gate.before(server.origin);
    // Who comes through it names it as the origin.
    await server.stop();
    await server.start({ HEPING_ORIGIN: `${server.origin},${gate.origin}` });
    await use(gate);
    await gate.close();
  },
  people: async ({ browser, server }, use) => {
    const here: Person[] = [];
    await use((async (usernames, { origin = server.origin, ...options } = {}) => {
      const come = await Promise.all(
        usernames.map((username) => Person.come(browser, origin, username, options)),
      );
      here.push(...come);
      return come;
    }) as Come);
    const complaints = here.flatMap((person) => person.complaints);
    await Promise.all(here.map(({ context }) => context.close()));
    expect(complaints, 'errors in the consoles of the browsers').toEqual([]);
  },
});
