import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '#platform/database/test-database.ts';
import { withSystemTransaction } from '#platform/database/transaction.ts';
import { makeComingMonths } from './coming-months.ts';

describe('the months of the event log', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  const partitions = async (): Promise<string[]> => {
    const { rows } = await withSystemTransaction(database, { reason: 'test' }, (tx) =>
      tx.query<{ name: string }>(
        `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'qd.event'::regclass order by 1`,
      ),
    );
    return rows.map(({ name }) => name);
  };
  const make = (now: string) => withSystemTransaction(database, { reason: 'test' }, (tx) => makeComingMonths(tx, now));

  it('are ready three ahead, over the turn of a year, and made once', async () => {
    expect(await make('2041-11-30T23:59:00Z')).toEqual(['2041-12-01', '2042-01-01', '2042-02-01']);
    expect(await make('2041-11-30T23:59:00Z')).toEqual([]);
    expect(await make('2041-12-01T00:00:00Z')).toEqual(['2042-03-01']);
    expect(await partitions()).toEqual(expect.arrayContaining(['event_204112', 'event_204203']));
  });

  it('of a new database begin with the present one', async () => {
    const present = new Date().toISOString().slice(0, 7).replace('-', '');
    expect(await partitions()).toContain(`event_${present}`);
  });

  it('wait for no long transaction: it is tried again later', async () => {
    await withSystemTransaction(database, { reason: 'test' }, async (tx) => {
      await tx.query('lock table qd.event in row exclusive mode');
      await expect(make('2043-01-10T00:00:00Z')).rejects.toMatchObject({ code: '55P03' });
    });
    expect(await make('2043-01-10T00:00:00Z')).toHaveLength(3);
  });
});
