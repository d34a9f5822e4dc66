/** One moment of the demo: when, and what happens. */
export interface Scene {
  readonly at: number;
  play(): Promise<unknown>;
}
