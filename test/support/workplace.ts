import { setClock } from '#platform/clock/clock.ts';
import { type TestDatabase, testDatabase } from '#platform/database/test-database.ts';
import { withSystemTransaction } from '#platform/database/transaction.ts';
import { createRecords } from '#platform/records/create-records.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { type Workplace, runAs } from '#platform/records/run-as.ts';
import type { Role } from '#platform/visibility/roles.ts';
import type { Viewer } from '#platform/visibility/viewer.ts';
import '../../src/entrypoints/records.ts';

/** A fresh database with a company, an administrator and helpers to act as people of any role. */
export interface TestWorkplace extends Workplace {
  readonly database: TestDatabase;
  readonly admin: Viewer;
  viewer(role: Role, personId: string, people?: readonly string[]): Viewer;
  create(kind: string, values: Record<string, unknown>, viewer?: Viewer): Promise<string>;
}

export const testNow = '2026-11-23T04:00:00Z';
const adminId = '00000000-0000-7000-8000-000000000001';

export async function testWorkplace(): Promise<TestWorkplace> {
  const database = await testDatabase();
  await withSystemTransaction(database, { reason: 'test company' }, async (tx) => {
    await tx.query(
      "insert into qd.company (company_id, name, time_zone, base_currency) values (1, 'Test', 'Asia/Shanghai', 'CNY')",
    );
    await tx.query("insert into qd.person (company_id, id, name) values (1, $1, 'Admin')", [adminId]);
  });
  const viewer = (role: Role, personId: string, people: readonly string[] = [personId]): Viewer => ({
    companyId: 1,
    personId,
    name: role,
    email: null,
    language: 'en',
    roles: [role],
    unitIds: [],
    teamPeople: people,
    subtreePeople: people,
    via: 'app',
  });
  const place: Workplace = { database, clock: setClock(testNow) };
  const admin = viewer('administrator', adminId);
  return {
    ...place,
    database,
    admin,
    viewer,
    create: async (kind, values, by = admin) =>
      (await runAs(place, by, (context) => createRecords(context, recordDefinition(kind), [{ values }])))[0],
  };
}
