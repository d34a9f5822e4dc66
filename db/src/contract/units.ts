import { and, eq, like } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { isStorageFull, isUniqueViolation, NestedTransaction } from '../failures.ts';
import { tablesOf, type Db } from '../db.ts';
import { held } from '../held.ts';
import { given, question } from '../question.ts';
import { hintOnceKept } from '../units.ts';
import type { Subject } from './stores.ts';
import { fresh, makeWorld, planned } from './world.ts';

const settingNamed = question((db) => {
  const { settings } = tablesOf(db);
  return db
    .select({ value: settings.value })
    .from(settings)
    .where(eq(settings.key, given('key')));
});

/** Units of work: all or nothing, one boundary, nothing lost. */
export function unitsSuite(subject: () => Subject) {
  const store = () => subject().store;
  const write = (db: Db, key: string, value: unknown = 1) =>
    db.insert(store().tables.settings).values({ key, value });
  const read = async (key: string) => {
    const { settings } = store().tables;
    const [row] = await store().db.select().from(settings).where(eq(settings.key, key));
    return row?.value;
  };

  describe('units of work', () => {
    test('what a unit wrote is there once it is over, and the unit gives back its result', async () => {
      const key = fresh('key');
      const result = await store().tx(async (db) => {
        await write(db, key, { 中文: [1, null, true] });
        return 'done';
      });
      expect([result, await read(key)]).toEqual(['done', { 中文: [1, null, true] }]);
    });

    test('a hint is heard once its unit is kept, and never of one that was not', async () => {
      const heard: unknown[] = [];
      const stop = store().onHint((hint) => heard.push(hint));
      await store().tx(async (db) => {
        hintOnceKept({ told: ['alice'] });
        await write(db, fresh('key'));
        expect(heard).toEqual([]);
      });
      const failing = store().tx(() => {
        hintOnceKept({ told: ['bo'] });
        return Promise.reject(new Error('changed its mind'));
      });
      await expect(failing).rejects.toThrow('changed its mind');
      stop();
      await store().tx(() => Promise.resolve(hintOnceKept({ told: ['chen'] })));
      expect(heard).toEqual([{ told: ['alice'] }]);
    });

    test('nobody outside sees what is not committed', async ({ skip }) => {
      skip(!subject().readsBesideUnits, 'one connection: readers wait');
      const key = fresh('key');
      const seen = await store().tx(async (db) => {
        await write(db, key);
        return read(key);
      });
      expect(seen).toBeUndefined();
    });

    test('what a unit decides by stays until its commit; who only reads holds nothing', async () => {
      const { db, dialect, tx } = store();
      const asked = (of: Db) => {
        const { campaigns } = tablesOf(of);
        return held(of, of.select({ id: campaigns.id }).from(campaigns)).toSQL().sql;
      };
      expect(asked(db)).not.toContain('for ');
      // SQLite's units run one after another.
      expect((await tx(async (unit) => asked(unit))).endsWith(' for no key update')).toBe(dialect === 'pg');
    });

    test('a question that was put together once is answered by what is there now', async () => {
      const [first, second] = [fresh('key'), fresh('key')];
      const ask = (key: string) => settingNamed(store().db, { key });
      const before = await ask(first);
      await store().tx(async (db) => {
        await write(db, first, 'one');
        await write(db, second, 'two');
      });
      const after = [await ask(first), await ask(second), await ask(`${first}' or '1`)];
      expect([before, ...after]).toEqual([[], [{ value: 'one' }], [{ value: 'two' }], []]);
    });

    test('asked inside a unit, it sees what the unit wrote', async () => {
      const key = fresh('key');
      const seen = await store().tx(async (db) => {
        await write(db, key, 'mine');
        return settingNamed(db, { key });
      });
      expect(seen).toEqual([{ value: 'mine' }]);
    });

    test('a unit that throws leaves nothing behind and throws the same error', async () => {
      const [first, second] = [fresh('key'), fresh('key')];
      const fault = new Error('halfway');
      const unit = store().tx(async (db) => {
        await write(db, first);
        await write(db, second);
        throw fault;
      });
      await expect(unit).rejects.toBe(fault);
      expect([await read(first), await read(second)]).toEqual([undefined, undefined]);
    });

    test('a statement that fails takes its whole unit with it', async () => {
      const key = fresh('key');
      const unit = store().tx(async (db) => {
        await write(db, key);
        await write(db, key);
      });
      await expect(unit).rejects.toSatisfy(isUniqueViolation);
      expect(await read(key)).toBeUndefined();
    });

    test('a unit inside a unit is refused, and the outer one may go on', async () => {
      const [outer, inner] = [fresh('key'), fresh('key')];
      await store().tx(async (db) => {
        await expect(store().tx((nested) => write(nested, inner).then())).rejects.toThrow(NestedTransaction);
        await write(db, outer);
      });
      expect([await read(outer), await read(inner)]).toEqual([1, undefined]);
    });

    test('units asked for at once all happen; a fenced read-modify-write loses no step', async () => {
      const key = fresh('key');
      const { settings } = store().tables;
      const counters = store().tables.evaluations;
      const world = await makeWorld(store());
      const evaluation = planned(world);
      await store().tx((db) => db.insert(counters).values(evaluation).then());
      const step = async (): Promise<void> => {
        const won = await store().tx(async (db) => {
          const [row] = await db.select().from(counters).where(eq(counters.id, evaluation.id));
          const epoch = row?.epoch ?? 0;
          await Promise.resolve();
          const changed = await db
            .update(counters)
            .set({ epoch: epoch + 1 })
            .where(and(eq(counters.id, evaluation.id), eq(counters.epoch, epoch)))
            .returning();
          if (changed.length === 1) await write(db, `${key}-${epoch}`);
          return changed.length === 1;
        });
        if (!won) await step();
      };
      await Promise.all(Array.from({ length: 20 }, step));
      const [row] = await store().db.select().from(counters).where(eq(counters.id, evaluation.id));
      const steps = await store()
        .db.select()
        .from(settings)
        .where(like(settings.key, `${key}-%`));
      expect([row?.epoch, steps.length]).toEqual([20, 20]);
    });

    test('a unit that fails does not hold up those behind it', async () => {
      const keys = [fresh('key'), fresh('key')];
      const outcomes = await Promise.allSettled([
        store().tx((db) => write(db, keys[0]!).then()),
        store().tx(() => Promise.reject(new Error('no'))),
        store().tx((db) => write(db, keys[1]!).then()),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect([await read(keys[0]!), await read(keys[1]!)]).toEqual([1, 1]);
    });

    test('a statement that nobody awaited is refused once its unit is over', async () => {
      const key = fresh('key');
      let late: Promise<unknown> = Promise.resolve();
      let end = () => {};
      const over = new Promise<void>((resolve) => (end = resolve));
      await store().tx(async (db) => {
        late = over.then(() => write(db, key));
        await Promise.resolve();
      });
      end();
      await expect(late).rejects.toThrow('after the unit was over');
      expect(await read(key)).toBeUndefined();
    });

    test('a write through store.db is refused', () => {
      expect(() => write(store().db, fresh('key'))).toThrow('store.db is for reading');
    });
  });

  describe('failures by name', () => {
    test('a second row with the same key is a unique violation, a missing parent is not', async () => {
      const world = await makeWorld(store());
      const { people, centres } = store().tables;
      const [alice] = await store().db.select().from(people).where(eq(people.id, world.alice));
      const twin = { ...alice!, id: fresh('twin') };
      await expect(store().tx((db) => db.insert(people).values(twin).then())).rejects.toSatisfy(
        isUniqueViolation,
      );
      const orphan = { ...{ id: fresh('centre'), name: 'x', nameEn: 'x' }, areaId: 'nowhere' };
      await expect(
        store().tx((db) =>
          db
            .insert(centres)
            .values({ ...orphan, tier: 'village' })
            .then(),
        ),
      ).rejects.toSatisfy((error) => !isUniqueViolation(error) && !isStorageFull(error));
    });

    test('a failure does not repeat what was to be written (SECURITY C16)', async () => {
      const key = fresh('key');
      const unit = store().tx(async (db) => {
        await write(db, key, '机密批注');
        await write(db, key, '机密批注');
      });
      const error = await unit.then(
        () => undefined,
        (reason: unknown) => reason as Error,
      );
      expect(`${error?.message} ${error?.stack}`).not.toContain('机密批注');
    });

    test('a word that is not in the list is refused by the database itself', async () => {
      const world = await makeWorld(store());
      const { evaluations } = store().tables;
      const wrong = planned(world, { phase: 'nearly-done' as 'planned' });
      await expect(store().tx((db) => db.insert(evaluations).values(wrong).then())).rejects.toThrow();
    });
  });
}
