/** The triggers that hold what may never change are there, and one that is not is named. */
import { expect, test } from 'vitest';
import { looseTriggers } from '../triggers.ts';
import type { Subject } from './stores.ts';

export function triggersSuite(subject: () => Subject): void {
  test('a database as the migrations left it has every trigger', async () => {
    expect(await looseTriggers(subject().store)).toEqual([]);
  });

  test('a trigger that is missing is named, and one of other words or switched off', async () => {
    const { store, tamper } = subject();
    const isSqlite = store.dialect === 'sqlite';
    await tamper(
      isSqlite
        ? `drop trigger findings_no_update;
           create trigger findings_no_update before update on findings when 0 begin select 1; end;
           drop trigger findings_no_delete;`
        : `alter table findings disable trigger findings_no_change;
           drop trigger findings_no_truncate on findings;`,
    );
    const loose = await looseTriggers(store);
    expect([...loose].sort()).toEqual(
      isSqlite
        ? ['findings_no_delete', 'findings_no_update']
        : ['findings_no_change', 'findings_no_truncate'],
    );
  });
}
