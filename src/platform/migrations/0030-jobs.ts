import { companySecurity } from './record-table.ts';

const company = 'company_id = (select qd.current_company())';
const own = (key: string): string =>
  `${company} and (person_id = (select qd.current_person()) or (select qd.visible_all('${key}')))`;

/** Jobs with their schedules, uploaded files that jobs read, and the nightly snapshot of open deals. */
export const migration = {
  name: '0030-jobs',
  statements: [
    // One job is one row: what is to be done, who has it, how far it is, how it ended (docs/decisions/0030).
    `create table qd.job (
      company_id integer not null default qd.current_company(), id uuid not null, kind text not null, lane text not null,
      person_id uuid, args jsonb not null default '{}', title jsonb not null,
      state text not null check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
      priority smallint not null default 5, run_at timestamptz not null,
      attempts integer not null default 0, most_attempts integer not null default 1,
      fence bigint not null default 0, lease_until timestamptz, worker text,
      done_count bigint not null default 0, total_count bigint, message jsonb,
      cancel_requested_at timestamptz, problem text, result jsonb,
      schedule text, due_at timestamptz,
      created_at timestamptz not null, started_at timestamptz, finished_at timestamptz,
      primary key (company_id, id))`,
    // One run for each due time of a schedule, however many schedulers look at it.
    'create unique index job_schedule_due on qd.job (company_id, schedule, due_at) where schedule is not null',
    "create index job_waiting on qd.job (company_id, lane, priority, run_at, id) where state = 'waiting'",
    "create index job_running on qd.job (company_id, lease_until) where state = 'running'",
    'create index job_newest on qd.job (company_id, created_at desc, id desc)',
    'create index job_person on qd.job (company_id, person_id, created_at desc, id desc)',
    'alter table qd.job enable row level security',
    `create policy job_read on qd.job for select to quarterdeck_app using (${own('job')})`,
    `create policy job_insert on qd.job for insert to quarterdeck_app with check (${own('job:write')})`,
    `create policy job_update on qd.job for update to quarterdeck_app using (${own('job:write')}) with check (${company})`,
    'revoke delete, truncate on qd.job from quarterdeck_app',
    `create table qd.job_schedule (
      company_id integer not null default qd.current_company(), name text not null, cron text not null, active boolean not null default true,
      time_zone text not null, next_due_at timestamptz, last_due_at timestamptz, last_job_id uuid, last_state text, last_finished_at timestamptz,
      last_problem text, version integer not null default 1, primary key (company_id, name))`,
    ...companySecurity('job_schedule'),
    // A file that waits for its job. In the database, so that any worker reads it and a restart loses nothing.
    `create table qd.upload (
      company_id integer not null default qd.current_company(), id uuid not null, person_id uuid not null, file_name text not null,
      extension text not null, bytes bigint not null default 0, lines bigint, created_at timestamptz not null, primary key (company_id, id))`,
    'alter table qd.upload enable row level security',
    `create policy upload_own on qd.upload to quarterdeck_app using (${company} and person_id = (select qd.current_person())) with check (${company} and person_id = (select qd.current_person()))`,
    `create table qd.upload_part (
      company_id integer not null default qd.current_company(), upload_id uuid not null, part integer not null, content bytea not null,
      primary key (company_id, upload_id, part),
      foreign key (company_id, upload_id) references qd.upload (company_id, id) on delete cascade)`,
    'alter table qd.upload_part alter column content set storage external',
    'alter table qd.upload_part enable row level security',
    `create policy upload_part_own on qd.upload_part to quarterdeck_app using (${company} and exists (select from qd.upload u where u.company_id = upload_part.company_id and u.id = upload_part.upload_id))
      with check (${company} and exists (select from qd.upload u where u.company_id = upload_part.company_id and u.id = upload_part.upload_id))`,
    // Every open deal as it stood at the end of a day (K6).
    `create table qd.opportunity_snapshot (
      company_id integer not null default qd.current_company(), taken_on date not null, opportunity_id uuid not null, owner_id uuid,
      pipeline_id uuid not null, stage_id uuid not null, base_minor bigint, probability double precision, expected_close_on date,
      primary key (company_id, taken_on, opportunity_id)) partition by range (taken_on)`,
    'create table qd.opportunity_snapshot_rest partition of qd.opportunity_snapshot default',
    'create index opportunity_snapshot_deal on qd.opportunity_snapshot (company_id, opportunity_id, taken_on)',
    'alter table qd.opportunity_snapshot enable row level security',
    'alter table qd.opportunity_snapshot_rest enable row level security',
    `create policy opportunity_snapshot_read on qd.opportunity_snapshot for select to quarterdeck_app
      using (${company} and ((select qd.visible_all('opportunity')) or owner_id = any ((select qd.visible_people('opportunity'))::uuid[])))`,
    'revoke insert, update, delete, truncate on qd.opportunity_snapshot from quarterdeck_app',
    // As in 0003, for one more fact.
    `create or replace function qd.ensure_month(parent text, day date) returns void language plpgsql security definer set search_path = pg_catalog as $$
      declare first date := date_trunc('month', day)::date; partition text := format('%s_%s', parent, to_char(day, 'YYYYMM'));
      begin
        if parent not in ('event', 'order_line', 'opportunity_snapshot') then raise exception 'not a partitioned fact: %', parent; end if;
        if to_regclass('qd.' || partition) is not null then return; end if;
        perform pg_advisory_xact_lock(hashtext('qd.ensure_month'));
        if to_regclass('qd.' || partition) is not null then return; end if;
        execute format('create table qd.%I partition of qd.%I for values from (%L) to (%L)', partition, parent, first, (first + interval '1 month')::date);
        execute format('alter table qd.%I enable row level security', partition);
      end $$`,
  ],
};
