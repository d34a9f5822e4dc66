/**
 * A WebSocket that tells what leaves through it. The server acknowledges by counting the document messages of a
 * connection (whole differences and updates, not questions), so both sides have to count the same ones. [MS2]
 */
const SYNC = 0;
const STEP_2 = 1;
const UPDATE = 2;

export type Leaving = 'whole' | 'update';

/** What an outgoing frame carries of the document, if anything. */
export function leavingIn(frame: Uint8Array): Leaving | null {
  if (frame[0] !== SYNC) return null;
  if (frame[1] === STEP_2) return 'whole';
  return frame[1] === UPDATE ? 'update' : null;
}

/** A socket class for one provider. */
export function countingSocket(leaving: (what: Leaving) => void): typeof WebSocket {
  return class extends WebSocket {
    override send(data: string | Blob | BufferSource): void {
      super.send(data);
      const what = data instanceof Uint8Array ? leavingIn(data) : null;
      if (what !== null) leaving(what);
    }
  };
}
