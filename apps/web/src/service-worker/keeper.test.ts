import { beforeEach, describe, expect, it } from 'vitest';
import { Keeper } from './keeper.ts';

/** As much of the browser's as the keeper asks of it: named maps of texts. */
class Storage {
  readonly kept = new Map<string, Map<string, string>>();
  open(name: string) {
    const answers = this.kept.get(name) ?? new Map<string, string>();
    this.kept.set(name, answers);
    return Promise.resolve({
      match: async (path: string) => {
        const text = answers.get(path);
        return text === undefined ? undefined : new Response(text);
      },
      put: async (path: string, response: Response) => void answers.set(path, await response.text()),
      delete: async (path: string) => answers.delete(path),
    });
  }
  delete(name: string) {
    return Promise.resolve(this.kept.delete(name));
  }
}

const at = (path: string) => new URL(`/api/v1${path}`, 'https://heping.example');
const EVALUATION = at('/evaluations/e-1');
const answer = (text: string) => new Response(text);

let keeper: Keeper;
const kept = async () => (await keeper.find(EVALUATION.pathname))?.text();
beforeEach(async () => {
  keeper = new Keeper(new Storage() as unknown as CacheStorage);
  await keeper.signedIn('alice');
  await keeper.keep(EVALUATION, answer('alice’s'), keeper.era);
});

describe('[OF3] kept answers are one person’s', () => {
  it('who signs in again finds them, another does not', async () => {
    await keeper.signedIn('alice');
    expect(await kept()).toBe('alice’s');
    await keeper.signedIn('bo');
    expect(await kept()).toBeUndefined();
  });

  it('signing out takes them away', async () => {
    await keeper.signedOut();
    expect(await kept()).toBeUndefined();
  });

  it('an answer to a question of before is not kept for who came meanwhile', async () => {
    const { era } = keeper;
    await keeper.signedOut();
    await keeper.keep(EVALUATION, answer('late'), era);
    await keeper.keep(at('/me'), answer('{"id":"alice"}'), era);
    await keeper.signedIn('bo');
    await keeper.keep(EVALUATION, answer('bo’s'), keeper.era);
    await keeper.keep(EVALUATION, answer('later still'), era);
    await keeper.drop(EVALUATION.pathname, era);
    expect(await kept()).toBe('bo’s');
  });

  it('nothing is kept in the middle of going', async () => {
    const { era } = keeper;
    let finish: () => void = () => undefined;
    const slow = new Response(
      new ReadableStream({
        start(body) {
          finish = () => {
            body.enqueue(new TextEncoder().encode('slow'));
            body.close();
          };
        },
      }),
    );
    const keeping = keeper.keep(EVALUATION, slow, era);
    const going = keeper.signedOut();
    finish();
    await Promise.all([keeping, going]);
    expect(await kept()).toBeUndefined();
  });

  it('where a page signed in past the worker, the first answer that says whose it is decides', async () => {
    await keeper.keep(at('/me'), answer('{"id":"bo"}'), keeper.era);
    expect(await kept()).toBeUndefined();
  });

  it('what is refused is kept no longer', async () => {
    await keeper.drop(EVALUATION.pathname, keeper.era);
    expect(await kept()).toBeUndefined();
  });
});
