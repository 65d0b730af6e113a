import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '#platform/database/test-database.ts';
import { type DatabaseContext, withTransaction } from '#platform/database/transaction.ts';

describe('functions of the foundation', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  const bigrams = async (text: string): Promise<string[]> => {
    const answer = await database.pool.query<{ pieces: string[] }>('select qd.bigrams($1) as pieces', [text]);
    return answer.rows[0].pieces;
  };

  it('cut a text into its one- and two-character pieces, folded', async () => {
    expect((await bigrams('帷幄')).sort()).toEqual(['帷', '帷幄', '幄'].sort());
    expect(await bigrams('ＡB')).toEqual(await bigrams('ab'));
    expect(await bigrams('a b')).toEqual(['a', 'b']);
    expect(await bigrams('')).toEqual([]);
    expect((await bigrams('𠮷a')).sort()).toEqual(['a', '𠮷', '𠮷a'].sort());
  });

  it('find every one- and two-character part of a text', async () => {
    const word = fc.string({
      unit: fc.constantFrom('上', '海', '电', '气', 'A', 'b', ' ', '𠮷'),
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(word, fc.nat(20), async (text, at) => {
        const letters = Array.from(text);
        const start = at % letters.length;
        const part = letters.slice(start, start + 2).join('');
        const answer = await database.pool.query<{ found: boolean }>(
          'select qd.bigrams($1) @> qd.bigrams($2) as found',
          [text, part],
        );
        expect(answer.rows[0].found).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('tell who asks, and see nothing when nobody does', async () => {
    const sql = `select qd.current_company() as company, qd.current_person() as person, qd.visible_all('a') as a, qd.visible_all('b') as b,
      qd.visible_people('b') as team, qd.visible_people('none') as none`;
    const outside = await database.pool.query(sql);
    expect(outside.rows[0]).toEqual({ company: null, person: null, a: false, b: false, team: [], none: [] });
    const person = '00000000-0000-7000-8000-000000000001';
    const context: DatabaseContext = {
      companyId: 7,
      personId: person,
      scopes: { a: 'all', b: 'team' },
      teamPeople: [person, `it's "odd", \\ {}`],
      subtreePeople: [],
      requestId: 'r',
    };
    const inside = await withTransaction(database, context, (transaction) => transaction.query(sql));
    expect(inside.rows[0]).toEqual({ company: 7, person, a: true, b: false, team: context.teamPeople, none: [] });
  });

  it('keep the layout and the list of companies from the role of requests', async () => {
    const as = (sql: string) =>
      withTransaction(
        database,
        { companyId: 1, personId: null, scopes: {}, teamPeople: [], subtreePeople: [], requestId: 'r' },
        (transaction) => transaction.query(sql),
      );
    await expect(as('select from qd.schema_migration')).rejects.toMatchObject({ code: '42501' });
    await expect(as("insert into qd.company (company_id, name) values (3, 'x')")).rejects.toMatchObject({
      code: '42501',
    });
    await expect(as('create table qd.mine (i int)')).rejects.toMatchObject({ code: '42501' });
  });
});
