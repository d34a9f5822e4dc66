/**
 * What only this device has of a person. Whoever keeps something here joins this list: it says what is unsent, sends it
 * where it can, and lets go of it when the person signs out. [DV7]
 */

/** One line of what signing out would lose. */
export interface Unsent {
  readonly what: 'changes' | 'copy' | 'draft' | 'photo' | 'refused-photo' | 'unkept-photo' | 'unready-photo';
  /** Where it belongs, in the reader's words: a centre and a document. Empty where there is no more to say. */
  readonly where: string;
  readonly count: number;
  /** The page on which the person finishes it, where this device knows it. */
  readonly page?: string;
}

export interface Keeps {
  /** What it keeps, for people who read the code. */
  readonly name: string;
  unsent(person: string): Promise<readonly Unsent[]>;
  /** Tries to send now; returns when there is nothing more to try. */
  send?(person: string): Promise<void>;
  /** They know that it is given up: what others see of it says so, as far as that can be said now. */
  giveUp?(person: string): Promise<void>;
  /** Nothing of the person stays. */
  forget(person: string): Promise<void>;
  /** Whatever was changed until now is on the device. */
  settled?(): Promise<void>;
  /** Of what is unsent, what this page alone has: locking loses it, too. */
  onPage?(person: string): Promise<readonly Unsent[]>;
  /** Whatever is being made ready is on the device, or could not be kept. */
  ready?(): Promise<void>;
  /** Lets go of what this page alone has; answers how much of that is lost by it. */
  letGo?(person: string): number;
  /** Takes over and seals what an earlier version left of the person in the clear. */
  takeOver?(person: string): Promise<void>;
  /** Of whom it keeps something, so that what nobody can open any more is cleared away. */
  people?(): Promise<readonly string[]>;
}

const keeping = new Map<string, Keeps>();

/** Once, where the keeping begins. */
export function joinKeeping(keeps: Keeps): void {
  keeping.set(keeps.name, keeps);
}

const each = <T>(ask: (keeps: Keeps) => Promise<T> | undefined): Promise<T[]> =>
  Promise.all([...keeping.values()].flatMap((keeps) => ask(keeps) ?? []));

export const unsentOf = async (person: string): Promise<readonly Unsent[]> =>
  (await each((keeps) => keeps.unsent(person))).flat();
export async function sendAll(person: string): Promise<void> {
  await each((keeps) => keeps.send?.(person));
}
export async function giveUpAll(person: string): Promise<void> {
  await each((keeps) => keeps.giveUp?.(person));
}
export async function forgetAll(person: string): Promise<void> {
  await each((keeps) => keeps.forget(person));
}
export async function allSettled(): Promise<void> {
  await each((keeps) => keeps.settled?.());
}
export const onPageOf = async (person: string): Promise<readonly Unsent[]> =>
  (await each((keeps) => keeps.onPage?.(person))).flat();
export async function allReady(): Promise<void> {
  await each((keeps) => keeps.ready?.());
}
export const letGoOf = (person: string): number =>
  [...keeping.values()].reduce((sum, keeps) => sum + (keeps.letGo?.(person) ?? 0), 0);
export async function takeAllOver(person: string): Promise<void> {
  await each((keeps) => keeps.takeOver?.(person));
}
/** What is of nobody whose key is here can be read by nobody: it goes. [DV4] */
export async function sweep(known: () => Promise<ReadonlySet<string>>): Promise<void> {
  // First what is kept, then whose key is here: a key is made before anything is sealed under it.
  const people = new Set((await each((keeps) => keeps.people?.())).flat());
  const keys = await known();
  for (const person of people) if (!keys.has(person)) await forgetAll(person);
}
