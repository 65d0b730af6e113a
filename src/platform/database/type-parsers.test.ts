import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from './test-database.ts';
import { withSystemTransaction } from './transaction.ts';

describe('values from the database', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase({ empty: true });
  });
  afterAll(() => database.close());

  it.each([
    ["date '2026-02-28'", '2026-02-28'],
    ["timestamptz '2026-03-01 09:00:00.123456+08'", '2026-03-01T01:00:00.123456Z'],
    ["timestamptz '1986-05-04 03:00:00 Asia/Shanghai'", '1986-05-03T18:00:00Z'],
    ["timestamptz 'infinity'", 'infinity'],
    ["timestamp '2026-03-01 09:00'", '2026-03-01 09:00:00'],
    ["interval '1 day 2 hours'", '1 day 02:00:00'],
    ['9223372036854775807::int8', 9223372036854775807n],
    ['123456789012345678901234567890.12::numeric', '123456789012345678901234567890.12'],
    ['42::int4', 42],
    ['0.5::float8', 0.5],
    ['array[1, null, -2]::int8[]', [1n, null, -2n]],
    ["array[date '2026-02-28']", ['2026-02-28']],
    ["array[timestamptz '2026-03-01 09:00Z']", ['2026-03-01T09:00:00Z']],
    ['array[1.10]::numeric[]', ['1.10']],
    [`'{"a": [1]}'::jsonb`, { a: [1] }],
    ["'帷幄'", '帷幄'],
    ['null::int8', null],
  ])('%s', async (sql, expected) => {
    const answer = await withSystemTransaction(database, { reason: 'test' }, (transaction) =>
      transaction.query<{ value: unknown }>(`select ${sql} as value`),
    );
    expect(answer.rows[0].value).toEqual(expected);
  });

  it('come as usual to libraries', async () => {
    const answer = await database.libraryPool.query<{ at: unknown }>("select timestamptz '2026-03-01 09:00Z' as at");
    expect(answer.rows[0].at).toEqual(new Date('2026-03-01T09:00:00Z'));
  });
});
