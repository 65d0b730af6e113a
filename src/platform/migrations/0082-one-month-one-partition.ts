import type { Migration } from './define-migration.ts';

/**
 * Two that need the same new month at once: the second waits, and then must see what the first has made. A look by name (to_regclass) is
 * answered from what the session remembers; the catalog itself is read instead. And a line that is known by an id from outside is stored once
 * for its day, however many save it at once.
 */
export const migration: Migration = {
  name: '0082-one-month-one-partition',
  statements: [
    `create or replace function qd.ensure_month(parent text, day date) returns void language plpgsql security definer set search_path = pg_catalog as $$
      declare first date := date_trunc('month', day)::date; partition text := format('%s_%s', parent, to_char(day, 'YYYYMM'));
      begin
        if parent not in ('event', 'order_line', 'opportunity_snapshot') then raise exception 'not a partitioned fact: %', parent; end if;
        if to_regclass('qd.' || partition) is not null then return; end if;
        perform pg_advisory_xact_lock(hashtext('qd.ensure_month'));
        if exists (select from pg_class c where c.relnamespace = 'qd'::regnamespace and c.relname = partition) then return; end if;
        execute format('create table qd.%I partition of qd.%I for values from (%L) to (%L)', partition, parent, first, (first + interval '1 month')::date);
        execute format('alter table qd.%I enable row level security', partition);
      end $$`,
    'drop index qd.order_line_external_id',
    'create unique index order_line_external_id on qd.order_line (company_id, external_id, ordered_on) where external_id is not null and deleted_at is null',
  ],
  obstacles: {
    query: `select format('company %s: line "%s" of %s on %s, %s times', l.company_id, l.external_id,
        string_agg(distinct coalesce('order "' || o.number || '"', 'order ' || l.order_id), ' and '), l.ordered_on, count(*)) as what
      from qd.order_line l left join qd.sales_order o on o.company_id = l.company_id and o.id = l.order_id
      where l.external_id is not null and l.deleted_at is null
      group by l.company_id, l.external_id, l.ordered_on having count(*) > 1 order by l.company_id, l.ordered_on, l.external_id`,
    problem:
      'order lines are stored more than once under one outside id on one day, where one line is expected for each',
    remedy:
      'Start the version that made this database, delete all but one of each or give the others ids of their own, and start this version again',
  },
};
