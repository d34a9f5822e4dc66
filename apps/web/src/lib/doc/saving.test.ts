import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Saved } from '@heping/protocol';
import {
  acknowledged,
  changed,
  cut,
  emptyLedger,
  serverHas,
  SOMEWHERE,
  unsentPlaces,
  updateSent,
  wholeSent,
  type Change,
  type Ledger,
} from './saving.ts';

const MINE = 7;
const score = (clock: number): Change => ({ clocks: new Map([[MINE, clock]]), places: ['scores:A1.2.2'] });
const deletion: Change = { clocks: new Map(), places: ['note:A1.2.2'] };
const saved = (messages: number, clock?: number): Saved => ({
  messages,
  clocks: clock === undefined ? [] : [{ clientId: MINE, clock }],
});
const connected = (ledger: Ledger) => wholeSent(serverHas(ledger, new Map(), new Map(), 0));

describe('saved is said on the server’s word alone', () => {
  it('[SV1] a change waits until its message and its clock are durable', () => {
    const sent = updateSent(changed(connected(emptyLedger), score(1)));
    expect(unsentPlaces(sent)).toEqual(['scores:A1.2.2']);
    expect(unsentPlaces(acknowledged(sent, saved(1), 10))).toEqual(['scores:A1.2.2']);
    const done = acknowledged(sent, saved(2, 1), 10);
    expect(unsentPlaces(done)).toEqual([]);
    expect(done.savedAt).toBe(10);
  });

  it('[SV2] an acknowledged message whose clock is not durable was set aside and still waits', () => {
    const sent = updateSent(changed(connected(emptyLedger), score(4)));
    expect(unsentPlaces(acknowledged(sent, saved(2, 3), 10))).toHaveLength(1);
  });

  it('[SV3] a deletion moves no clock and waits for its message', () => {
    const sent = updateSent(changed(connected(emptyLedger), deletion));
    expect(unsentPlaces(acknowledged(sent, saved(1, 99), 10))).toEqual(['note:A1.2.2']);
    expect(unsentPlaces(acknowledged(sent, saved(2), 10))).toEqual([]);
  });

  it('[SV4] after a cut everything not known durable waits, and goes with the whole difference', () => {
    const flying = updateSent(changed(connected(emptyLedger), deletion));
    const offline = changed(cut(flying), score(1));
    expect(unsentPlaces(offline)).toEqual(['note:A1.2.2', 'scores:A1.2.2']);
    // The counter of a new connection starts again: an old number proves nothing.
    const back = wholeSent(updateSent(offline));
    expect(unsentPlaces(acknowledged(back, saved(1, 1), 10))).toHaveLength(2);
    expect(unsentPlaces(acknowledged(back, saved(2, 1), 10))).toEqual([]);
  });

  it('[SV5] a fresh page with changes that the server lacks has something to send', () => {
    const loaded = serverHas(emptyLedger, new Map(), new Map([[MINE, 3]]), 0);
    expect(unsentPlaces(loaded)).toEqual([SOMEWHERE]);
    expect(unsentPlaces(acknowledged(wholeSent(loaded), saved(1, 3), 5))).toEqual([]);
  });

  it('[SV6] a mark left by an earlier session waits for the whole difference', () => {
    const marked = changed(emptyLedger, deletion);
    expect(unsentPlaces(acknowledged(wholeSent(marked), saved(1), 5))).toEqual([]);
  });

  it('[SV7] what the server already has needs no second proof', () => {
    const lost = cut(updateSent(changed(connected(emptyLedger), score(1))));
    const back = wholeSent(serverHas(lost, new Map([[MINE, 1]]), new Map([[MINE, 1]]), 0));
    expect(unsentPlaces(acknowledged(back, saved(1), 5))).toEqual([]);
  });

  it('[SV8] never says saved before a server that keeps a prefix of what it got has the change (seeded)', () => {
    // The model is a server with an inbox per connection and a disk; it acknowledges only what it wrote.
    const often = ['write', 'write', 'write', 'tell', 'tell', 'open'] as const;
    const steps = fc.array(fc.constantFrom('score', 'delete', 'cut', ...often), {
      minLength: 20,
      maxLength: 80,
    });
    let saidSaved = 0;
    let saidWaiting = 0;
    fc.assert(
      fc.property(steps, (run) => {
        let ledger = emptyLedger;
        let open = false;
        let made: number[] = [];
        let clock = 0;
        let change = 0;
        let unsent: number[] = [];
        let inbox: { ids: number[]; clock: number }[] = [];
        let written = 0;
        const disk = new Set<number>();
        let diskClock = 0;
        const send = (ids: number[]) => inbox.push({ ids, clock });
        for (const step of run) {
          if (step === 'score' || step === 'delete') {
            change += 1;
            made = [...made, change];
            if (step === 'score') clock += 1;
            ledger = changed(ledger, step === 'score' ? score(clock) : deletion);
            if (open) {
              ledger = updateSent(ledger);
              send([change]);
            } else unsent = [...unsent, change];
          } else if (step === 'write' && written < inbox.length) {
            const message = inbox[written]!;
            written += 1;
            for (const id of message.ids) disk.add(id);
            diskClock = Math.max(diskClock, message.clock);
          } else if (step === 'tell' && open) {
            ledger = acknowledged(ledger, saved(written, diskClock), change);
          } else if (step === 'cut' && open) {
            open = false;
            ledger = cut(ledger);
            unsent = made.filter((id) => !disk.has(id));
            inbox = [];
            written = 0;
          } else if (step === 'open' && !open) {
            open = true;
            ledger = serverHas(ledger, new Map([[MINE, diskClock]]), new Map([[MINE, clock]]), change);
            ledger = wholeSent(ledger);
            send(unsent);
            unsent = [];
          }
          const isSaved = unsentPlaces(ledger).length === 0;
          if (isSaved) expect(made.filter((id) => !disk.has(id))).toEqual([]);
          if (isSaved && made.length > 0) saidSaved += 1;
          if (!isSaved) saidWaiting += 1;
        }
        if (!open) {
          ledger = wholeSent(serverHas(ledger, new Map([[MINE, diskClock]]), new Map([[MINE, clock]]), 0));
          inbox = [];
          send(made);
        }
        ledger = acknowledged(ledger, saved(Math.max(ledger.sent, inbox.length), clock), 0);
        expect(unsentPlaces(ledger)).toEqual([]);
      }),
      { seed: 20261123, numRuns: 500 },
    );
    expect(Math.min(saidSaved, saidWaiting)).toBeGreaterThan(100);
  });
});
