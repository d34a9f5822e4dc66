/**
 * Runs at once, and once more when the time is over if it was asked for meanwhile: a thousand hints are a few questions,
 * and the last one is always answered.
 */
export function paced(run: () => void, everyMs: number): () => void {
  let isResting = false;
  let isAsked = false;
  function rest(): void {
    isResting = true;
    setTimeout(() => {
      isResting = false;
      if (!isAsked) return;
      isAsked = false;
      run();
      rest();
    }, everyMs);
  }
  return () => {
    if (isResting) {
      isAsked = true;
      return;
    }
    run();
    rest();
  };
}
