import { companyTable } from './record-table.ts';

/** What the public pool and the assignment of leads need: rules, claims with their time, names as they are compared. */
export const migration = {
  name: '0041-leads-and-pools',
  statements: [
    `alter table qd.pool add column leavers boolean not null default true, add column contract_ended boolean not null default true,
      add column assignment text not null default 'pool' check (assignment in ('pool', 'roundRobin', 'territory', 'load')),
      add column response_hours integer not null default 24, add column last_assigned_id uuid`,
    'alter table qd.lead add column respond_by timestamptz, add column claimed_at timestamptz, add column last_activity_on date',
    'alter table qd.account add column claimed_at timestamptz, add column contract_ends_on date',
    ...companyTable(
      'pool_claim',
      [
        'id uuid not null',
        'pool_id uuid not null',
        'kind text not null',
        'record_id uuid not null',
        'person_id uuid not null',
        'claimed_at timestamptz not null',
        'claimed_on date not null',
        'foreign key (company_id, pool_id) references qd.pool (company_id, id)',
      ],
      'id',
    ),
    'revoke update, delete on qd.pool_claim from quarterdeck_app',
    'create index pool_claim_person on qd.pool_claim (company_id, person_id, claimed_on)',
    // A company's name as it is compared: width, case, spaces, punctuation and the words of its legal form do not matter.
    `create function qd.name_key(name text) returns text language sql immutable parallel safe as $$
      select regexp_replace(regexp_replace(lower(normalize(coalesce(name, ''), NFKC)),
        '[[:space:][:punct:]（）【】《》、，。·・]+', '', 'g'),
        '(股份有限公司|有限责任公司|有限責任公司|有限公司|集团公司|集團公司|集团|集團|公司|coltd|limited|ltd|inc|llc|gmbh|corp|corporation|company)+$', '', 'g') $$`,
    'create index account_name_key on qd.account (company_id, qd.name_key(name)) where deleted_at is null',
    'create index lead_name_key on qd.lead (company_id, qd.name_key(company_name)) where deleted_at is null and company_name is not null',
    'create index lead_email on qd.lead (company_id, lower(email)) where deleted_at is null and email is not null',
  ],
};
