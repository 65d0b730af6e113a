import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkCatalog } from './check-catalog.ts';
import { type TestDatabase, testDatabase } from './test-database.ts';
import { withSystemTransaction } from './transaction.ts';

describe('the layout of the database', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  it('keeps the contract: every table and key by company, behind row-level security', async () => {
    expect(await checkCatalog(database)).toEqual([]);
  });

  const ok = 'company_id integer not null default qd.current_company()';
  const policy = (table: string) =>
    `create policy p on qd.${table} to quarterdeck_app using (company_id = (select qd.current_company()))`;

  it.each([
    [
      'no company',
      [
        'create table qd.planted (id uuid primary key)',
        'alter table qd.planted enable row level security',
        'create policy p on qd.planted using (true)',
      ],
      [
        'qd.planted has no company_id',
        /has a policy that does not limit rows to the company/,
        /primary key planted_pkey lacks company_id/,
      ],
    ],
    [
      'an index on no partition',
      ['create index planted_index on only qd.event (company_id, note)'],
      ['qd.event: the index planted_index is not complete'],
    ],
    [
      'no row-level security',
      [`create table qd.planted (${ok}, id uuid, primary key (company_id, id))`],
      ['qd.planted has no row-level security', /no policy/],
    ],
    [
      'a company that is not filled from the session',
      [
        'create table qd.planted (company_id integer, id uuid, primary key (company_id, id))',
        'alter table qd.planted enable row level security',
        policy('planted'),
      ],
      ['qd.planted does not fill company_id from the session'],
    ],
    [
      'a unique index and a foreign key without the company',
      [
        `create table qd.planted (${ok}, id uuid, other uuid unique, primary key (company_id, id))`,
        'create unique index planted_lower on qd.planted (lower(id::text))',
        `create table qd.planted_child (${ok}, id uuid, other uuid references qd.planted (other), primary key (company_id, id))`,
        ...['planted', 'planted_child'].flatMap((name) => [
          `alter table qd.${name} enable row level security`,
          policy(name),
        ]),
      ],
      [
        'qd.planted: unique key planted_lower lacks company_id',
        'qd.planted: unique key planted_other_key lacks company_id',
        'qd.planted_child: foreign key planted_child_other_fkey lacks company_id',
      ],
    ],
    [
      'a partition that can be read past its parent',
      ["create table qd.event_planted partition of qd.event for values from ('1990-01-01') to ('1990-02-01')"],
      ['qd.event_planted has no row-level security'],
    ],
    [
      'a function with its owner’s rights and an open search path',
      ['create function qd.planted() returns integer language sql security definer as $$ select 1 $$'],
      ['qd.planted() runs as its owner without a fixed search_path'],
    ],
  ])('is found wanting with %s', async (_, statements, expected) => {
    const breaches = await withSystemTransaction(database, { reason: 'test' }, async (transaction) => {
      for (const statement of statements) await transaction.query(statement);
    }).then(() => checkCatalog(database));
    await withSystemTransaction(database, { reason: 'test' }, async (transaction) => {
      await transaction.query(
        'drop table if exists qd.planted_child, qd.planted, qd.event_planted; drop function if exists qd.planted(); drop index if exists qd.planted_index',
      );
    });
    expect(breaches).toHaveLength(expected.length);
    for (const each of expected)
      expect(breaches).toContainEqual(each instanceof RegExp ? expect.stringMatching(each) : each);
  });
});
