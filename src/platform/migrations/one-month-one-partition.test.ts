import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrateDatabase, pendingMigrations } from '#platform/database/migrate.ts';
import { type TestDatabase, testDatabase } from '#platform/database/test-database.ts';
import { withSystemTransaction } from '#platform/database/transaction.ts';
import { migrations } from './list.ts';

const step = '0082-one-month-one-partition';
const before = migrations.filter(({ name }) => name < step);

describe('the step that stores a line known by an outside id once', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await testDatabase({ empty: true });
    await migrateDatabase(database, { migrations: before });
    await system("insert into company (company_id, name) values (1, 'One')");
    await system(`insert into sales_order (id, number, ordered_on, currency) values
      ('00000000-0000-7000-8000-0000000000a1', 'SO-1', '2025-03-04', 'CNY'), ('00000000-0000-7000-8000-0000000000a2', 'SO-2', '2025-03-04', 'CNY')`);
  });
  afterEach(() => database.close());

  const system = (sql: string) =>
    withSystemTransaction(database, { reason: 'test', companyId: 1 }, (transaction) =>
      transaction.query<{ count: number }>(sql),
    );
  const addLine = (order: 'a1' | 'a2', externalId: string, day = '2025-03-04') =>
    system(`insert into order_line (id, order_id, line_no, ordered_on, quantity, amount_minor, currency, external_id)
      values (gen_random_uuid(), '00000000-0000-7000-8000-0000000000${order}', 1, '${day}', 1, 100, 'CNY', '${externalId}')`);

  it('names what is stored twice, keeps everything, and is applied once that is mended', async () => {
    for (const order of ['a1', 'a1', 'a2'] as const) await addLine(order, 'L-1');
    await addLine('a1', 'L-2');
    await addLine('a1', 'L-2', '2025-04-01');
    await addLine('a1', 'L-3');
    await expect(migrateDatabase(database)).rejects.toThrow(
      /cannot be applied: order lines .* one outside id on one day.*: company 1: line "L-1" of order "SO-1" and order "SO-2" on 2025-03-04, 3 times\. Start the version/,
    );
    expect((await pendingMigrations(database))[0]).toBe(step);
    expect((await system('select count(*)::int as count from order_line')).rows[0].count).toBe(6);
    await system(`update order_line set external_id = 'L-1/' || id where external_id = 'L-1'`);
    await migrateDatabase(database);
    expect((await system('select count(*)::int as count from order_line')).rows[0].count).toBe(6);
    await expect(addLine('a1', 'L-3')).rejects.toMatchObject({ code: '23505' });
  });

  it('does not mind a line that was deleted', async () => {
    await addLine('a1', 'L-1');
    await system('update order_line set deleted_at = now()');
    await addLine('a1', 'L-1');
    await migrateDatabase(database);
    expect(await pendingMigrations(database)).toEqual([]);
  });

  it('counts what it does not name', async () => {
    for (let i = 0; i < 22; i++) for (let twice = 0; twice < 2; twice++) await addLine('a1', `N-${i}`);
    await expect(migrateDatabase(database)).rejects.toThrow(/; and 2 more\. Start/);
  });
});
