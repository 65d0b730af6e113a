import { companyTable } from './record-table.ts';

/** What the platform itself keeps: the event log and its seals, imports, views, fields, hooks, notices. */
export const migration = {
  name: '0003-platform',
  statements: [
    // The day it is in the company's time zone.
    `create function qd.today() returns date language sql stable parallel safe as
      $$ select (now() at time zone (select time_zone from qd.company where company_id = qd.current_company()))::date $$`,
    // Grows by one with every restore into another database, because transaction numbers start anew there.
    'alter table qd.company add column if not exists epoch integer not null default 1',
    `create function qd.current_epoch() returns integer language sql stable parallel safe as
      $$ select epoch from qd.company where company_id = qd.current_company() $$`,
    // The one append-only log. `xid` and `epoch` give the order in which transactions became visible (docs/decisions/0005).
    `create table qd.event (
      company_id integer not null default qd.current_company(), id uuid not null, recorded_at timestamptz not null default clock_timestamp(),
      occurred_at timestamptz, actor_id uuid, via text not null default 'app', request_id text, action text not null, kind text not null,
      record_id uuid not null, changes jsonb not null default '{}', note text,
      epoch integer not null default 1, xid bigint not null default pg_current_xact_id()::text::bigint,
      digest bytea not null,
      primary key (company_id, recorded_at, id)) partition by range (recorded_at)`,
    // The digest of one row: everything but itself, in a fixed order and independent of session settings.
    `create function qd.event_digest(e qd.event) returns bytea language sql stable parallel safe as $$
      select sha256(convert_to(concat_ws(E'\\x1f', e.company_id, e.id, extract(epoch from e.recorded_at), extract(epoch from e.occurred_at),
        e.actor_id, e.via, e.request_id, e.action, e.kind, e.record_id, e.changes::text, e.note, e.epoch, e.xid), 'UTF8')) $$`,
    'create table qd.event_rest partition of qd.event default',
    'create index event_record on qd.event (company_id, record_id, recorded_at)',
    'create index event_order on qd.event (company_id, epoch, xid, id)',
    'alter table qd.event enable row level security',
    'create policy event_read on qd.event for select to quarterdeck_app using (company_id = (select qd.current_company()))',
    'create policy event_append on qd.event for insert to quarterdeck_app with check (company_id = (select qd.current_company()))',
    'revoke update, delete, truncate on qd.event from quarterdeck_app',
    `create function qd.refuse_change() returns trigger language plpgsql as $$
      begin raise exception 'the event log is append-only' using errcode = '42501'; end $$`,
    'create trigger event_append_only before update or delete on qd.event for each row execute function qd.refuse_change()',
    'create trigger event_no_truncate before truncate on qd.event for each statement execute function qd.refuse_change()',
    ...companyTable(
      'event_seal',
      [
        'block bigint not null',
        'epoch integer not null',
        'from_xid bigint not null',
        'until_xid bigint not null',
        'events bigint not null',
        'root bytea not null',
        'previous bytea not null',
        'hash bytea not null',
        'sealed_at timestamptz not null default now()',
      ],
      'block',
    ),
    'revoke update, delete, truncate on qd.event_seal from quarterdeck_app',
    ...companyTable(
      'import_run',
      [
        'id uuid not null',
        'person_id uuid',
        'kind text',
        'file_name text not null',
        'mapping jsonb',
        'state text not null',
        'dry_run boolean not null default false',
        'total_rows bigint',
        'done_rows bigint not null default 0',
        'created_count bigint not null default 0',
        'updated_count bigint not null default 0',
        'skipped_count bigint not null default 0',
        'rejected_count bigint not null default 0',
        'problem text',
        'report jsonb',
        'parent_id uuid',
        'started_at timestamptz not null default now()',
        'finished_at timestamptz',
        'undone_at timestamptz',
      ],
      'id',
    ),
    ...companyTable(
      'saved_view',
      [
        'id uuid not null',
        'kind text not null',
        'name text not null',
        'person_id uuid',
        'shared boolean not null default false',
        'is_default boolean not null default false',
        'query jsonb not null',
        'version integer not null default 1',
        'created_at timestamptz not null default now()',
      ],
      'id',
    ),
    ...companyTable(
      'custom_field',
      [
        'kind text not null',
        'name text not null',
        'definition jsonb not null',
        'created_at timestamptz not null default now()',
      ],
      'kind, name',
    ),
    ...companyTable(
      'webhook',
      [
        'id uuid not null',
        'url text not null',
        'secret text not null',
        "kinds text[] not null default '{}'",
        'active boolean not null default true',
        'cursor_epoch integer not null default 0',
        'cursor_xid bigint not null default 0',
        'cursor_id uuid',
        'created_by uuid',
        'created_at timestamptz not null default now()',
      ],
      'id',
    ),
    ...companyTable(
      'webhook_delivery',
      [
        'id uuid not null',
        'webhook_id uuid not null',
        'event_id uuid not null',
        'attempts integer not null default 0',
        'state text not null',
        'status integer',
        'next_at timestamptz',
        'problem text',
        'delivered_at timestamptz',
        'unique (company_id, webhook_id, event_id)',
      ],
      'id',
    ),
    ...companyTable(
      'notification',
      [
        'id uuid not null',
        'person_id uuid not null',
        'topic text not null',
        'title jsonb not null',
        'link text',
        'created_at timestamptz not null default now()',
        'read_at timestamptz',
      ],
      'id',
    ),
    'create index notification_person on qd.notification (company_id, person_id, created_at)',
    ...companyTable(
      'idempotency',
      [
        'person_id uuid not null',
        'key text not null',
        'request_hash bytea not null',
        'status integer',
        'response jsonb',
        'created_at timestamptz not null default now()',
      ],
      'person_id, key',
    ),
    ...companyTable(
      'finding',
      [
        'id uuid not null',
        'rule text not null',
        'subject text not null',
        "state text not null default 'open'",
        'assigned_to uuid',
        'reason text',
        'task_id uuid',
        'latest jsonb not null',
        'first_seen_at timestamptz not null default now()',
        'last_seen_at timestamptz not null default now()',
        'version integer not null default 1',
        'unique (company_id, rule, subject)',
      ],
      'id',
    ),
    ...companyTable(
      'diagnosis_run',
      [
        'id uuid not null',
        'ran_at timestamptz not null default now()',
        'person_id uuid',
        'as_of date not null',
        'result jsonb not null',
        'input_hash text not null',
        'engine_version text not null',
      ],
      'id',
    ),
    'alter table qd.event_rest enable row level security',
    `create function qd.seal_hash(previous bytea, block bigint, epoch integer, from_xid bigint, until_xid bigint, events bigint, root bytea)
      returns bytea language sql stable as $$
      select sha256(previous || convert_to(concat_ws('|', block, epoch, from_xid, until_xid, events), 'UTF8') || root) $$`,
    // Makes the monthly partition of a big fact that `day` falls in, when it is not there yet.
    `create function qd.ensure_month(parent text, day date) returns void language plpgsql security definer set search_path = pg_catalog as $$
      declare first date := date_trunc('month', day)::date; partition text := format('%s_%s', parent, to_char(day, 'YYYYMM'));
      begin
        if parent not in ('event', 'order_line') then raise exception 'not a partitioned fact: %', parent; end if;
        if to_regclass('qd.' || partition) is not null then return; end if;
        perform pg_advisory_xact_lock(hashtext('qd.ensure_month'));
        if to_regclass('qd.' || partition) is not null then return; end if;
        execute format('create table qd.%I partition of qd.%I for values from (%L) to (%L)', partition, parent, first, (first + interval '1 month')::date);
        execute format('alter table qd.%I enable row level security', partition);
      end $$`,
    'revoke all on function qd.ensure_month(text, date) from public',
    'grant execute on function qd.ensure_month(text, date) to quarterdeck_app',
  ],
};
