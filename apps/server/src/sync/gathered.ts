/** What is said to many in a short time is said once: names are gathered, and told together when the pause is over. */
export interface Gathered {
  add(name: string): void;
  /** Forgets what was not told. */
  end(): void;
}

export function gathered(tell: (names: readonly string[]) => void, pauseMs: number): Gathered {
  const names = new Set<string>();
  let turn: ReturnType<typeof setTimeout> | undefined;
  return {
    add(name) {
      names.add(name);
      turn ??= setTimeout(() => {
        turn = undefined;
        const told = [...names];
        names.clear();
        tell(told);
      }, pauseMs).unref();
    },
    end: () => clearTimeout(turn),
  };
}
