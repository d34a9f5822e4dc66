import { auditHead } from '@heping/db';
import type { SheetFault } from '@heping/protocol';
import { huzhou } from '@heping/scoring';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acknowledgeSheet } from '../evaluations/commands/acknowledge.ts';
import { approveResult } from '../evaluations/commands/approve.ts';
import { lockedSheet } from '../evaluations/sheet-in-force.ts';
import { CAST_PASSWORD, seedEvaluation } from '../testing/cast.ts';
import { as } from '../testing/app.ts';
import { openOffice, refusalOf, type Office } from '../testing/desk.ts';
import { acting, walkTo } from '../testing/walk.ts';
import { sheetFaults, type KeptSheet } from './check.ts';
import { readSheetContent } from './content.ts';
import { openSeal } from './seal.ts';
import { readTrail } from './trail.ts';

let office: Office;
let id: string;
beforeEach(async () => {
  office = await openOffice();
  id = await seedEvaluation(office.app.store);
});
afterEach(() => office.app.close());

async function kept(): Promise<KeptSheet> {
  const { db, tables } = office.app.store;
  const sheet = await lockedSheet(db, id);
  const signatures = await db.select().from(tables.signatures).where(eq(tables.signatures.sheetId, sheet.id));
  const trail = await readTrail(db, id);
  return { sheet, content: readSheetContent(sheet), previous: undefined, signatures, rubric: huzhou, trail };
}
const faults = async (one: KeptSheet): Promise<readonly SheetFault[]> =>
  sheetFaults(office.app.store.db, await office.desk.seal.publicKeys(), one);
const withSheet = (one: KeptSheet, change: Partial<KeptSheet['sheet']>): KeptSheet => {
  const sheet = { ...one.sheet, ...change };
  return { ...one, sheet, content: readSheetContent(sheet) };
};

describe('[SE4] a sheet that stands as it was signed', () => {
  it.each(['signing', 'preliminary', 'notice'] as const)('has no faults in %s', async (phase) => {
    await walkTo(office.desk, id, phase);
    expect(await faults(await kept())).toEqual([]);
  });

  it('still holds when the centre acknowledges after the close', async () => {
    await walkTo(office.desk, id, 'preliminary');
    const { hash } = (await kept()).sheet;
    await acknowledgeSheet(office.desk, await acting(office.desk, id, 'leader'), {
      password: CAST_PASSWORD,
      hash,
    });
    expect(await faults(await kept())).toEqual([]);
  });
});

describe('[SE4] what does not hold is named', () => {
  beforeEach(() => walkTo(office.desk, id, 'preliminary', { scores: { 'A1.1.1': 0 } }));

  it('another score, with or without a hash that fits it', async () => {
    const one = await kept();
    const canonical = one.sheet.canonical.replace('"score":0', '"score":60');
    expect(await faults(withSheet(one, { canonical }))).toEqual(['content']);
    const { sha256 } = await import('./hash.ts');
    expect(await faults(withSheet(one, { canonical, hash: sha256(canonical) }))).toEqual([
      'signatures',
      'seal',
      'audit',
    ]);
  });

  it('a sheet of another evaluation, revision or predecessor', async () => {
    const one = await kept();
    expect(await faults(withSheet(one, { evaluationId: 'other' }))).toEqual(['chain', 'seal']);
    expect(await faults(withSheet(one, { previousHash: 'f'.repeat(64) }))).toEqual(['chain']);
  });

  it('a signature that is gone, added, or says something else', async () => {
    const one = await kept();
    const [first] = one.signatures;
    if (first === undefined) throw new Error('expected signatures');
    expect(await faults({ ...one, signatures: one.signatures.slice(1) })).toEqual(['signatures']);
    expect(await faults({ ...one, signatures: [...one.signatures, { ...first, personId: 'eve2' }] })).toEqual(
      ['signatures'],
    );
    for (const change of [
      { kind: 'dissent' as const },
      { statement: '不同意' },
      { personName: '别人' },
      { at: 1 },
    ])
      expect(
        await faults({ ...one, signatures: [{ ...first, ...change }, ...one.signatures.slice(1)] }),
      ).toEqual(['signatures']);
  });

  it('a seal that is missing, of another key, or over another close', async () => {
    const one = await kept();
    expect(await faults(withSheet(one, { serverSignature: null }))).toEqual(['seal']);
    expect(await faults(withSheet(one, { sealed: null }))).toEqual(['seal']);
    expect(await faults(withSheet(one, { closeReason: '出差' }))).toEqual(['seal', 'audit']);
    const stranger = openSeal(`${office.app.config.dataDir}/stranger`);
    const serverSignature = await stranger.sign(one.sheet.sealed ?? '');
    expect(await faults(withSheet(one, { serverSignature }))).toEqual(['seal']);
  });

  it('an audit chain that is not the one that was sealed', async () => {
    const one = await kept();
    const statement = JSON.parse(one.sheet.sealed ?? '') as { audit: { seq: number; hash: string } };
    expect(statement.audit.seq).toBe((await auditHead(office.app.store.db)).seq - 1);
    const sealed = (one.sheet.sealed ?? '').replace(statement.audit.hash, 'f'.repeat(64));
    const serverSignature = await office.desk.seal.sign(sealed);
    expect(await faults(withSheet(one, { sealed, serverSignature }))).toEqual(['audit']);
  });

  it('nothing is decided about it, and its readers are told', async () => {
    const { store } = office.app;
    const keys = await office.desk.seal.publicKeys();
    // A key that is not the one under the seal, as after a restore of the database without the data directory.
    office.app.seal.publicKeys = () => Promise.resolve(keys.map((key) => ({ ...key, id: 'other' })));
    const { hash } = await lockedSheet(store.db, id);
    expect(
      await refusalOf(approveResult(office.desk, await acting(office.desk, id, 'officer'), { hash })),
    ).toMatchObject({ code: 'SHEET_ALTERED', params: { revision: 1 } });
    const result = await (await as(office.app, 'officer')).get(`/evaluations/${id}/result`);
    expect(result.body.sheet.faults).toEqual(['seal']);
  });
});
