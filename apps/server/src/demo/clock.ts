/** The clock of a server that a demo may be loaded into: everybody in it reads the story’s time while it is played. */
export interface StoryClock {
  /** Milliseconds UTC. */
  now(): number;
  /** Holds it at an instant of the story. */
  standAt(at: number): void;
  /** Lets it tell the time again. */
  leave(): void;
}

export function storyClock(time: () => number = Date.now): StoryClock {
  let stands: number | null = null;
  return {
    now: () => stands ?? time(),
    standAt: (at) => {
      stands = at;
    },
    leave: () => {
      stands = null;
    },
  };
}
