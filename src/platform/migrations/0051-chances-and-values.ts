import { companyTable, rowSecurity } from './record-table.ts';

/** What the engines say of open deals and of customers: kept per run, with the version of the engine and the hash of its input. */
export const migration = {
  name: '0051-chances-and-values',
  statements: [
    'alter table qd.opportunity add column win_chance numeric',
    'create index opportunity_win_chance on qd.opportunity (company_id, win_chance, id) where deleted_at is null',
    ...companyTable(
      'engine_run',
      [
        'id uuid not null',
        'engine text not null',
        'ran_at timestamptz not null',
        'as_of date not null',
        'state text not null',
        'card jsonb not null',
        'engine_version text not null',
        'input_hash text not null',
      ],
      'id',
    ),
    'create index engine_run_latest on qd.engine_run (company_id, engine, ran_at desc)',
    `create table qd.win_chance (company_id integer not null default qd.current_company(), opportunity_id uuid not null,
      run_id uuid not null, chance numeric not null, base numeric not null, reasons jsonb not null, primary key (company_id, opportunity_id))`,
    ...rowSecurity('win_chance', 'opportunity', { by: 'parent', table: 'opportunity', column: 'opportunity_id' }),
    `create table qd.account_value (company_id integer not null default qd.current_company(), account_id uuid not null,
      run_id uuid not null, facts jsonb not null, primary key (company_id, account_id))`,
    ...rowSecurity('account_value', 'account', { by: 'parent', table: 'account', column: 'account_id' }),
    `create table qd.offer_answer (company_id integer not null default qd.current_company(), account_id uuid not null, product_id uuid not null,
      answer text not null, reason text, person_id uuid, answered_at timestamptz not null, primary key (company_id, account_id, product_id))`,
    ...rowSecurity('offer_answer', 'account', { by: 'parent', table: 'account', column: 'account_id' }),
  ],
};
