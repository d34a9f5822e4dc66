/** A device in people's hands: signing in on its page, leaving by its menu, and what lies on its disk. */
import { expect, type Page } from '@playwright/test';
import type { Come } from './fixture.ts';
import { NETWORK, PASSWORD, type Person } from './person.ts';

/** Signs in on the page, as one does: the device learns the password. */
export async function signIn(page: Page, username: string, password: string = PASSWORD): Promise<void> {
  await page.getByRole('textbox', { name: '用户名' }).fill(username);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

/** Whoever comes to a device signs in there, and is at home. */
export async function comeIn(person: Person, username: string = person.username): Promise<void> {
  await person.page.goto('/login');
  await signIn(person.page, username);
  await expect(person.page.getByRole('heading', { name: '我的工作' })).toBeVisible();
}

/** Picks an entry of one's own menu. */
export async function leaveBy(page: Page, entry: '锁定' | '退出登录'): Promise<void> {
  await page.getByRole('button', { name: /^账号：/ }).click();
  await page.getByRole('menuitem', { name: entry }).click();
}

export const lockScreen = (page: Page) => page.getByRole('heading', { name: '已锁定', level: 1 });
export async function unlock(page: Page, password: string = PASSWORD): Promise<void> {
  await expect(lockScreen(page)).toBeVisible();
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '解锁' }).click();
}

/** The app is on this device: it opens without a network. */
export async function untilWorker(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
}

/** A panelist at home on a device that has the app; the password was never typed there. The network is the journey's to take. */
export async function atHome(people: Come): Promise<Person> {
  const [tablet] = await people(['panelist1']);
  tablet.expects(...NETWORK);
  await tablet.open('/');
  await untilWorker(tablet.page);
  return tablet;
}

/** The app and what was answered to it are kept on this device: the page opens without a network. */
export async function untilKept(page: Page): Promise<void> {
  await untilWorker(page);
  // What was answered before the worker came is asked for once more, so that it is kept.
  await expect
    .poll(() =>
      page.evaluate(async () =>
        (
          await Promise.all(
            (await caches.keys())
              .filter((name) => name.startsWith('heping-answers|'))
              .map(async (name) => (await caches.open(name)).keys()),
          )
        )
          .flat()
          .map(({ url }) => new URL(url).pathname),
      ),
    )
    .toEqual(
      expect.arrayContaining([
        expect.stringMatching(/evaluations\/[a-z0-9-]+$/),
        expect.stringMatching(/sessions\/current$/),
      ]),
    );
}

/** Everything that lies on the device for this page, as text of any reading. */
export async function disk(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const found: string[] = [];
    const say = (value: unknown): void => {
      if (value instanceof ArrayBuffer) return say(new Uint8Array(value));
      if (value instanceof Uint8Array) {
        found.push(new TextDecoder().decode(value), new TextDecoder('utf-16le').decode(value));
      } else if (typeof value === 'object' && value !== null) {
        for (const [key, one] of Object.entries(value)) {
          found.push(key);
          say(one);
        }
      } else found.push(String(value));
    };
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
      });
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await answer(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const objects = database.transaction(store).objectStore(store);
        const [keys, values] = await Promise.all([answer(objects.getAllKeys()), answer(objects.getAll())]);
        found.push(...keys.map(String));
        for (const value of values) say(value);
      }
      database.close();
    }
    for (const [key, value] of Object.entries(localStorage)) found.push(key, String(value));
    // Without https there are none.
    for (const name of isSecureContext ? await caches.keys() : []) {
      if (name.startsWith('heping-shell-')) continue;
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        found.push(request.url);
        say(await (await cache.match(request))?.arrayBuffer());
      }
    }
    return found.join('\n');
  });
}
