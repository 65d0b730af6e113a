import { rowSecurity } from './record-table.ts';

const company = 'company_id integer not null default qd.current_company()';
const mine = 'company_id = (select qd.current_company())';

/** A table of the incentives room: keys that start with the company, no record machinery. */
function payTable(name: string, columns: readonly string[], key = 'id'): string {
  return `create table qd.${name} (${[company, ...columns, `primary key (company_id, ${key})`].join(', ')})`;
}

function reference(table: string, column: string, target: string): string {
  return `alter table qd.${table} add foreign key (company_id, ${column}) references qd.${target} (company_id, id)`;
}

/** Books, exceptions, layouts, scenarios: of the company, for whoever administers or approves pay. */
function booksTable(name: string, columns: readonly string[], key = 'id'): string[] {
  return [payTable(name, columns, key), ...rowSecurity(name, 'payBooks', { by: 'company' })];
}

/** Plans, credits, periods, statements, the ledger and what people say about them. */
export const migration = {
  name: '0060-incentives',
  statements: [
    // Plans -------------------------------------------------------------------------------------------------------------
    payTable('pay_plan', [
      'id uuid not null',
      'key text not null',
      'name jsonb not null',
      'created_by uuid',
      'created_at timestamptz not null default now()',
      'version integer not null default 1',
      'unique (company_id, key)',
    ]),
    payTable('pay_plan_version', [
      'id uuid not null',
      'plan_id uuid not null',
      'number integer not null',
      'text text not null',
      'text_hash text not null',
      'currency text not null',
      'calendar text not null',
      'period text not null',
      'from_on date',
      'through_on date',
      "state text not null default 'draft' check (state in ('draft', 'submitted', 'approved', 'retired'))",
      'created_by uuid',
      'created_at timestamptz not null default now()',
      "edited_by uuid[] not null default '{}'",
      'submitted_at timestamptz',
      'decided_by uuid',
      'decided_at timestamptz',
      'rejection text',
      'version integer not null default 1',
      'unique (company_id, plan_id, number)',
      'check (from_on is null or through_on is null or from_on <= through_on)',
    ]),
    reference('pay_plan_version', 'plan_id', 'pay_plan'),
    payTable('pay_assignment', [
      'id uuid not null',
      'plan_id uuid not null',
      "target text not null check (target in ('person', 'position', 'unit', 'role'))",
      'target_id text not null',
      'owner_id uuid',
      'from_on date not null',
      'through_on date',
      "terms jsonb not null default '{}'",
      'created_by uuid',
      'created_at timestamptz not null default now()',
      'version integer not null default 1',
      'check (through_on is null or from_on <= through_on)',
      "check ((target = 'person') = (owner_id is not null))",
    ]),
    reference('pay_assignment', 'plan_id', 'pay_plan'),
    reference('pay_assignment', 'owner_id', 'person'),
    'create index pay_assignment_owner on qd.pay_assignment (company_id, owner_id)',
    // Whether the person of this transaction is on a plan, by the positions they hold.
    `create function qd.on_pay_plan(plan uuid) returns boolean language sql stable as $$
      with recursive seat as (
        select p.id, p.role, p.unit_id from qd.assignment a
        join qd.position p on p.company_id = a.company_id and p.id = a.position_id
        where a.company_id = qd.current_company() and a.person_id = qd.current_person() and a.deleted_at is null),
      above as (
        select unit_id as id from seat
        union select u.parent_id from above join qd.unit u on u.company_id = qd.current_company() and u.id = above.id
        where u.parent_id is not null)
      select exists (
        select from qd.pay_assignment x where x.company_id = qd.current_company() and x.plan_id = plan and (
          x.owner_id = qd.current_person()
          or x.target = 'role' and x.target_id in (select role from seat)
          or x.target = 'position' and x.target_id in (select id::text from seat)
          or x.target = 'unit' and x.target_id in (select id::text from above))) $$`,
    ...rowSecurity('pay_assignment', 'payAssignment', { by: 'owner' }),
    // Whom a role or unit stands for is no secret of a person; the people assigned one by one are.
    `create policy pay_assignment_shared on qd.pay_assignment for select to quarterdeck_app
      using (${mine} and owner_id is null and (select qd.visible_scope('payAssignment')) <> 'none')`,
    ...rowSecurity('pay_plan', 'payPlan', { by: 'company' }),
    `create policy pay_plan_own on qd.pay_plan for select to quarterdeck_app
      using (${mine} and (select qd.visible_scope('payPlan')) <> 'none' and qd.on_pay_plan(id))`,
    ...rowSecurity('pay_plan_version', 'payPlan', { by: 'company' }),
    `create policy pay_plan_version_own on qd.pay_plan_version for select to quarterdeck_app
      using (${mine} and state in ('approved', 'retired') and (select qd.visible_scope('payPlan')) <> 'none' and qd.on_pay_plan(plan_id))`,
    // What people are paid by is never rewritten, by whomever.
    `create function qd.keep_plan_text() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' then
          if old.state <> 'draft' then raise exception 'a plan version that is not a draft stays' using errcode = '23514'; end if;
          return old;
        end if;
        if old.state <> 'draft' and (new.text is distinct from old.text or new.text_hash is distinct from old.text_hash
          or new.number is distinct from old.number or new.plan_id is distinct from old.plan_id) then
          raise exception 'the text of a plan version that is not a draft stays' using errcode = '23514';
        end if;
        return new;
      end $$`,
    'create trigger pay_plan_version_text before update or delete on qd.pay_plan_version for each row execute function qd.keep_plan_text()',

    // Credits -----------------------------------------------------------------------------------------------------------
    ...booksTable(
      'pay_crediting_policy',
      [
        'number integer not null',
        'rules jsonb not null',
        'default_event text not null',
        'created_by uuid',
        'created_at timestamptz not null default now()',
      ],
      'number',
    ),
    payTable('pay_split', [
      'id uuid not null',
      "source_kind text not null check (source_kind in ('opportunity', 'order'))",
      'source_id uuid not null',
      'owner_id uuid not null',
      'share text not null',
      'on_top boolean not null default false',
      'role text',
      'unique (company_id, source_kind, source_id, owner_id, on_top)',
    ]),
    reference('pay_split', 'owner_id', 'person'),
    ...rowSecurity('pay_split', 'payCredit', { by: 'owner' }),
    payTable('pay_credit', [
      'id uuid not null',
      'key text not null',
      'owner_id uuid not null',
      "item text not null default ''",
      'event text not null',
      'source_kind text not null',
      'source_id uuid not null',
      'root text not null',
      'label text not null',
      'on_date date not null',
      'amount_minor bigint not null',
      'currency text not null',
      'share text',
      'on_top boolean not null default false',
      'role text',
      'reason text not null',
      'reverses text',
      'plan_id uuid',
      "attributes jsonb not null default '{}'",
      // The same deal, event, person and item is never credited twice.
      'unique (company_id, key, owner_id, item)',
    ]),
    reference('pay_credit', 'owner_id', 'person'),
    'create index pay_credit_owner on qd.pay_credit (company_id, owner_id, on_date)',
    'create index pay_credit_source on qd.pay_credit (company_id, source_id)',
    'create index pay_credit_root on qd.pay_credit (company_id, root)',
    'create index pay_credit_date on qd.pay_credit (company_id, on_date, id)',
    ...rowSecurity('pay_credit', 'payCredit', { by: 'owner' }),
    ...booksTable('pay_unassigned', [
      'id uuid not null',
      'event text not null',
      'source_kind text not null',
      'source_id uuid not null',
      'root text not null',
      'label text not null',
      'on_date date not null',
      'amount_minor bigint',
      'currency text not null',
      'person_id uuid',
      'code text not null',
      'reason text not null',
      'fix text not null',
    ]),
    'create index pay_unassigned_root on qd.pay_unassigned (company_id, root)',
    ...booksTable('pay_crediting_run', [
      'id uuid not null',
      'ran_at timestamptz not null default now()',
      'person_id uuid',
      'scope text not null',
      'epoch integer not null',
      'xid bigint not null',
      'event_id uuid',
      'result jsonb not null',
    ]),
    payTable('pay_adjustment', [
      'id uuid not null',
      "kind text not null check (kind in ('credit', 'pay'))",
      'owner_id uuid not null',
      'plan_id uuid not null',
      'period_id uuid',
      'on_date date not null',
      'amount_minor bigint not null check (amount_minor <> 0)',
      'currency text not null',
      'reason text not null',
      'source_kind text',
      'source_id uuid',
      'dispute_id uuid',
      "state text not null default 'proposed' check (state in ('proposed', 'approved', 'rejected'))",
      'proposed_by uuid',
      'proposed_at timestamptz not null default now()',
      'decided_by uuid',
      'decided_at timestamptz',
      'decision text',
      'version integer not null default 1',
      "check (state <> 'approved' or (decided_by is distinct from proposed_by and decided_by is distinct from owner_id))",
    ]),
    reference('pay_adjustment', 'owner_id', 'person'),
    reference('pay_adjustment', 'plan_id', 'pay_plan'),
    ...rowSecurity('pay_adjustment', 'payAdjustment', { by: 'owner' }),

    // Periods -----------------------------------------------------------------------------------------------------------
    payTable('pay_period', [
      'id uuid not null',
      'calendar text not null',
      'label text not null',
      'from_on date not null',
      'through_on date not null',
      "state text not null default 'open' check (state in ('open', 'calculated', 'reviewed', 'approved', 'closed', 'paid'))",
      'calculated_at timestamptz',
      'closed_at timestamptz',
      'closed_hash text',
      'created_at timestamptz not null default now()',
      'version integer not null default 1',
      'unique (company_id, calendar, label)',
      'check (from_on <= through_on)',
      "check ((state in ('closed', 'paid')) = (closed_hash is not null))",
    ]),
    // Days and states, no amounts: everyone who is paid may know where their period stands.
    `alter table qd.pay_period enable row level security`,
    `create policy pay_period_read on qd.pay_period for select to quarterdeck_app using (${mine} and (select qd.visible_scope('payPeriod')) <> 'none')`,
    `create policy pay_period_insert on qd.pay_period for insert to quarterdeck_app with check (${mine} and (select qd.visible_all('payPeriod:write')))`,
    `create policy pay_period_update on qd.pay_period for update to quarterdeck_app using (${mine} and (select qd.visible_all('payPeriod:write'))) with check (${mine})`,
    ...booksTable('pay_period_step', [
      'id uuid not null',
      'period_id uuid not null',
      'from_state text not null',
      'to_state text not null',
      'person_id uuid',
      'via text not null',
      'at timestamptz not null',
      'note text',
      'statements_hash text',
    ]),
    reference('pay_period_step', 'period_id', 'pay_period'),
    'create index pay_period_step_period on qd.pay_period_step (company_id, period_id, at)',
    ...booksTable('pay_calculation', [
      'id uuid not null',
      'period_id uuid not null',
      'ran_at timestamptz not null',
      'person_id uuid',
      'via text not null',
      'scope text not null',
      'input_hash text not null',
      'engine_version text not null',
      'result jsonb not null',
    ]),
    reference('pay_calculation', 'period_id', 'pay_period'),
    payTable('pay_statement', [
      'id uuid not null',
      'period_id uuid not null',
      'plan_id uuid not null',
      'plan_version_id uuid not null',
      'owner_id uuid not null',
      'revision integer not null',
      'latest boolean not null default true',
      'currency text not null',
      'total_minor bigint not null',
      'adjustments_minor bigint not null',
      'draw_debt_minor bigint not null default 0',
      'draw_recoverable boolean not null default true',
      // The engine's answer as canonical JSON, to the byte.
      'document text not null',
      'hash text not null',
      'input_hash text not null',
      'engine_version text not null',
      'calculated_at timestamptz not null',
      'unique (company_id, period_id, plan_id, owner_id, revision)',
    ]),
    reference('pay_statement', 'period_id', 'pay_period'),
    reference('pay_statement', 'plan_id', 'pay_plan'),
    reference('pay_statement', 'plan_version_id', 'pay_plan_version'),
    reference('pay_statement', 'owner_id', 'person'),
    'create unique index pay_statement_latest on qd.pay_statement (company_id, period_id, plan_id, owner_id) where latest',
    'create index pay_statement_owner on qd.pay_statement (company_id, owner_id, period_id)',
    'create index pay_statement_plan on qd.pay_statement (company_id, plan_version_id)',
    ...rowSecurity('pay_statement', 'payStatement', { by: 'owner' }),
    // Closed books never change. The share lock makes writing and closing wait for each other.
    `create function qd.keep_closed_books() returns trigger language plpgsql as $$
      declare at uuid; stands text;
      begin
        if tg_op = 'DELETE' then at := old.period_id; else at := new.period_id; end if;
        select state into stands from qd.pay_period p where p.company_id = qd.current_company() and p.id = at for share;
        if stands in ('closed', 'paid') then
          raise exception 'the books of this period are closed' using errcode = '23514';
        end if;
        if tg_op = 'UPDATE' and new.period_id <> old.period_id then
          raise exception 'a statement stays in its period' using errcode = '23514';
        end if;
        if tg_op = 'DELETE' then return old; end if;
        return new;
      end $$`,
    'create trigger pay_statement_closed before insert or update or delete on qd.pay_statement for each row execute function qd.keep_closed_books()',
    ...booksTable('pay_exception', [
      'id uuid not null',
      'period_id uuid not null',
      'code text not null',
      'subject text not null',
      'person_id uuid',
      'plan_id uuid',
      'statement_id uuid',
      "details jsonb not null default '{}'",
      'explanation text',
      'explained_by uuid',
      'explained_at timestamptz',
      'unique (company_id, period_id, code, subject)',
    ]),
    reference('pay_exception', 'period_id', 'pay_period'),
    // The ledger: an entry with its postings (debit positive), which add up to zero or are refused.
    `create function qd.postings_balance(accounts text[], minors bigint[]) returns boolean language sql immutable parallel safe
      return coalesce(cardinality(accounts) >= 2 and cardinality(accounts) = cardinality(minors)
        and array_position(minors, null) is null and array_position(accounts, null) is null
        and (select sum(m) = 0 and bool_and(m <> 0) from unnest(minors) as m), false)`,
    payTable('pay_entry', [
      'id uuid not null',
      'key text not null',
      'period_id uuid not null',
      'plan_id uuid',
      'owner_id uuid not null',
      "kind text not null check (kind in ('earning', 'adjustment', 'draw', 'recovery', 'payout'))",
      'on_date date not null',
      'currency text not null',
      'text text not null',
      'accounts text[] not null',
      'minors bigint[] not null',
      'booked_at timestamptz not null default now()',
      // Booking the same earning or payout twice is impossible.
      'unique (company_id, key)',
      'constraint postings_balance check (qd.postings_balance(accounts, minors))',
    ]),
    reference('pay_entry', 'period_id', 'pay_period'),
    reference('pay_entry', 'owner_id', 'person'),
    'create index pay_entry_owner on qd.pay_entry (company_id, owner_id)',
    'create index pay_entry_period on qd.pay_entry (company_id, period_id)',
    ...rowSecurity('pay_entry', 'payStatement', { by: 'owner' }),
    `create function qd.keep_entries() returns trigger language plpgsql as $$
      begin raise exception 'ledger entries are never changed; book another' using errcode = '23514'; end $$`,
    'create trigger pay_entry_append_only before update or delete on qd.pay_entry for each row execute function qd.keep_entries()',
    ...booksTable('pay_file_layout', [
      'id uuid not null',
      'name text not null',
      'layout jsonb not null',
      'version integer not null default 1',
      'unique (company_id, name)',
    ]),
    ...booksTable(
      'pay_budget',
      [
        'month text not null',
        'amount_minor bigint not null',
        'currency text not null',
        'version integer not null default 1',
      ],
      'month, currency',
    ),

    // What people say ---------------------------------------------------------------------------------------------------
    payTable(
      'pay_acknowledgement',
      ['statement_id uuid not null', 'owner_id uuid not null', 'at timestamptz not null'],
      'statement_id',
    ),
    reference('pay_acknowledgement', 'statement_id', 'pay_statement'),
    ...rowSecurity('pay_acknowledgement', 'payDispute', { by: 'owner' }),
    payTable('pay_dispute', [
      'id uuid not null',
      'statement_id uuid not null',
      'period_id uuid not null',
      'owner_id uuid not null',
      'line_index integer',
      'component text',
      'text text not null',
      "state text not null default 'open' check (state in ('open', 'answered', 'accepted', 'withdrawn'))",
      'outcome text',
      'opened_at timestamptz not null',
      'answer text',
      'answered_by uuid',
      'answered_at timestamptz',
      'adjustment_id uuid',
      'version integer not null default 1',
    ]),
    reference('pay_dispute', 'statement_id', 'pay_statement'),
    reference('pay_dispute', 'owner_id', 'person'),
    'create index pay_dispute_period on qd.pay_dispute (company_id, period_id)',
    ...rowSecurity('pay_dispute', 'payDispute', { by: 'owner' }),

    // Simulations -------------------------------------------------------------------------------------------------------
    ...booksTable('pay_scenario', [
      'id uuid not null',
      'name text not null',
      'created_by uuid',
      'created_at timestamptz not null',
      'from_on date not null',
      'through_on date not null',
      'request jsonb not null',
      'result jsonb not null',
      'input_hash text not null',
      'engine_version text not null',
      'applied_version_id uuid',
    ]),
  ],
};
