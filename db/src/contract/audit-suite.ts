import { asc, desc, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { appendAudit, AUDIT_ROOT, auditHead, hasAudit, hashAudit, verifyAudit } from '../audit.ts';
import type { Subject } from './stores.ts';
import { fresh } from './world.ts';

/** The audit chain: linked, gapless, and honest about tampering. */
export function auditSuite(subject: () => Subject) {
  const store = () => subject().store;
  const act = (subjectId = fresh('subject')) => ({
    ...{ at: 1_700_000_000_000, personId: 'alice-000001', action: 'evaluation.lock' },
    ...{ evaluationId: 'evaluation-000001', subject: subjectId },
    detail: { 理由: '“资料齐全”', points: [85, null], nested: { b: 1, a: false } },
  });
  const append = () => store().tx((db) => appendAudit(db, act()));
  const newest = async () => {
    const { auditLog } = store().tables;
    const [row] = await store().db.select().from(auditLog).orderBy(desc(auditLog.seq)).limit(1);
    return row;
  };

  describe('audit chain', () => {
    test('every entry stands on the one before and can be hashed again from what was kept', async () => {
      const [first, second] = [await append(), await append()];
      expect(second.previousHash).toBe(first.hash);
      expect(second.seq).toBe(first.seq + 1);
      const kept = await newest();
      expect(kept).toEqual(second);
      expect(hashAudit(kept!)).toBe(second.hash);
      expect(await verifyAudit(store())).toEqual({ ok: true, seq: second.seq, hash: second.hash });
    });

    test('a unit that fails takes its entry with it and leaves no gap', async () => {
      const before = await append();
      await expect(
        store().tx(async (db) => {
          await appendAudit(db, act());
          throw new Error('halfway');
        }),
      ).rejects.toThrow('halfway');
      expect((await append()).previousHash).toBe(before.hash);
    });

    test('entries written at once form one chain', async () => {
      await Promise.all(Array.from({ length: 12 }, append));
      expect((await verifyAudit(store())).ok).toBe(true);
    });

    test('a detail that JSON cannot keep is refused instead of hashed', async () => {
      const lossy = { ...act(), detail: { at: new Date() } as never };
      await expect(store().tx((db) => appendAudit(db, lossy))).rejects.toThrow('canonical JSON');
    });

    test('an entry changes for nobody who comes through the program', async () => {
      const { seq } = await append();
      const { auditLog } = store().tables;
      const mine = eq(auditLog.seq, seq);
      await expect(
        store().tx((db) => db.update(auditLog).set({ action: 'nothing' }).where(mine).then()),
      ).rejects.toThrow();
      await expect(store().tx((db) => db.delete(auditLog).where(mine).then())).rejects.toThrow();
    });

    test.for([
      ['a changed word', 'changed', `update audit_log set subject = 'x' where seq = %`],
      ['a changed person', 'changed', `update audit_log set person_id = null where seq = %`],
      ['a changed detail', 'changed', `update audit_log set detail = '{}' where seq = %`],
      ['a changed time', 'changed', `update audit_log set at = at + 1 where seq = %`],
      ['a forged hash', 'changed', `update audit_log set hash = previous_hash where seq = %`],
      ['a deleted entry', 'missing', `delete from audit_log where seq = %`],
    ] as const)('%s is found, and where', async ([, fault, statement]) => {
      const { seq } = await append();
      await append();
      await tampered(statement.replace('%', String(seq)), async () => {
        expect(await verifyAudit(store())).toEqual({ ok: false, seq, fault });
      });
      expect((await verifyAudit(store())).ok).toBe(true);
    });

    test('[SE5] at boot the last entries are looked at, and what stands before them is the command’s to find', async () => {
      const { seq } = await append();
      const { hash } = await append();
      await tampered(`update audit_log set subject = 'x' where seq = ${seq}`, async () => {
        expect(await verifyAudit(store(), { last: 1 })).toEqual({ ok: true, seq: seq + 1, hash });
        expect(await verifyAudit(store(), { last: 2 })).toEqual({ ok: false, seq, fault: 'changed' });
      });
    });

    test('[SE4] an entry is known by its place and hash', async () => {
      const { seq, hash } = await append();
      expect(await auditHead(store().db)).toEqual({ seq, hash });
      expect(await hasAudit(store().db, { seq, hash })).toBe(true);
      expect(await hasAudit(store().db, { seq, hash: 'f'.repeat(64) })).toBe(false);
      expect(await hasAudit(store().db, { seq: seq + 1, hash })).toBe(false);
      expect(await hasAudit(store().db, { seq: 0, hash: AUDIT_ROOT })).toBe(true);
    });

    test('entries cut off at the end are missed', async () => {
      const { seq } = await append();
      await tampered(`delete from audit_log where seq = ${seq}`, async () => {
        expect(await verifyAudit(store())).toEqual({ ok: false, seq, fault: 'cut-off' });
      });
    });

    /** Tampers as somebody with the database in hand, looks, and puts everything back. */
    async function tampered(statement: string, look: () => Promise<void>) {
      const { tamper } = subject();
      const { auditLog } = store().tables;
      const before = await store().db.select().from(auditLog).orderBy(asc(auditLog.seq));
      const isSqlite = store().dialect === 'sqlite';
      const triggers = isSqlite ? ['audit_log_no_update', 'audit_log_no_delete'] : ['audit_log_no_change'];
      await tamper(
        triggers.map((name) => `drop trigger ${name}${isSqlite ? '' : ' on audit_log'};`).join('\n'),
      );
      await tamper(statement);
      await look();
      await tamper('delete from audit_log');
      await store().tx(async (db) => {
        await db.insert(auditLog).values(before);
      });
      await tamper(
        isSqlite
          ? ['update', 'delete']
              .map(
                (verb) =>
                  `create trigger audit_log_no_${verb} before ${verb} on audit_log begin select raise(abort, 'append-only: audit_log'); end;`,
              )
              .join('\n')
          : 'create trigger audit_log_no_change before update or delete on audit_log for each row execute function refuse_change()',
      );
    }
  });
}
