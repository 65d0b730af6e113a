import type { Database } from '#platform/database/database.ts';
import { type Transaction, withSystemTransaction } from '#platform/database/transaction.ts';
import { fillEmptyTables } from '../../src/entrypoints/demo-company/fill-empty-tables.ts';

/** Order lines for each opportunity of the budgets: 540,000 beside a million. */
const linesPerOpportunity = 0.54;
const linesPerOrder = 3;

/**
 * What the company did besides its opportunities, written by the database itself: an activity for every opportunity with its event,
 * orders of three lines each for won ones, and what the product keeps of both (last contact, order totals, ordering days). Last
 * contact is kept on open opportunities of the last year only: on all it would rewrite the table, which no page measured notices.
 */
export async function fillCompany(database: Database, opportunities: number): Promise<void> {
  await withSystemTransaction(
    database,
    { reason: 'activities and orders of the bench', companyId: 1 },
    async (tx) => {
      await tx.query("set local work_mem = '128MB'");
      await fillEmptyTables(tx, ['activity'], () => tx.query(activities));
      await tx.query(activityEvents);
      await tx.query(lastContacts);
      const orders = Math.round((opportunities * linesPerOpportunity) / linesPerOrder);
      await makeMonths(tx);
      await fillEmptyTables(tx, ['sales_order', 'order_line'], async () => {
        await tx.query(orderRows, [orders]);
        await tx.query(orderLines);
        await tx.query(orderTotals);
      });
      await tx.query(orderingDays);
    },
    { statementTimeoutMs: 0, attempts: 1 },
  );
  await withSystemTransaction(
    database,
    { reason: 'statistics of the tables the bench filled' },
    (tx) => tx.query('analyze qd.activity, qd.sales_order, qd.order_line, qd.account, qd.opportunity, qd.event'),
    { statementTimeoutMs: 0 },
  );
}

/** An id whose order is that of the rows, as the product makes them. */
const id = (family: string, number: string): string =>
  `('01930000-${family}-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`;

const activities = `
  insert into qd.activity (id, type, subject, owner_id, account_id, opportunity_id, occurred_at, minutes, direction, created_at)
  select ${id('0001', 'n')}, (array['call', 'visit', 'meeting', 'email', 'message', 'demo'])[1 + n % 6], '跟进 ' || n, owner_id, account_id, id,
    least(created_on + (n * 7919 % 40)::int + time '09:00' + make_interval(mins => (n % 480)::int), now()::timestamp), 5 + (n % 55)::int, case when n % 5 = 0 then 'in' else 'out' end, now()
  from (select row_number() over (order by id) as n, id, owner_id, account_id, created_on from qd.opportunity where company_id = 1 and deleted_at is null) o`;

const activityEvents = `
  insert into qd.event (company_id, id, recorded_at, occurred_at, actor_id, via, request_id, action, kind, record_id, changes, note, epoch, xid, digest)
  select 1, e.id, s.at, null, e.owner_id, 'import', 'bench', 'created', 'activity', e.record, e.changes, null, s.epoch, s.xid,
    qd.event_digest_of(1, e.id, s.at, null, e.owner_id, 'import', 'bench', 'created', 'activity', e.record, e.changes, null, s.epoch, s.xid)
  from (select ${id('0002', 'row_number() over (order by id)')} as id, a.id as record, a.owner_id, jsonb_build_object('type', jsonb_build_object('to', a.type),
      'subject', jsonb_build_object('to', a.subject), 'ownerId', jsonb_build_object('to', a.owner_id), 'opportunityId', jsonb_build_object('to', a.opportunity_id)) as changes
      from qd.activity a where a.company_id = 1) e,
    (select clock_timestamp() as at, qd.current_epoch() as epoch, pg_current_xact_id()::text::bigint as xid offset 0) s`;

const lastContacts = `
  update qd.opportunity o set last_activity_on = a.day
  from (select opportunity_id, max(occurred_at)::date as day from qd.activity where company_id = 1 group by 1) a
  where o.company_id = 1 and o.id = a.opportunity_id and o.status = 'open' and o.created_on > current_date - 365`;

const orderRows = `
  insert into qd.sales_order (id, number, account_id, owner_id, opportunity_id, ordered_on, status, channel, currency, created_at, search_text)
  select ${id('0003', 'n')}, 'SO-' || n, account_id, owner_id, id, least(closed_on, current_date), 'delivered', 'direct', 'CNY', now(), 'so ' || n
  from (select row_number() over (order by id) as n, * from (
    select id, account_id, owner_id, closed_on from qd.opportunity
    where company_id = 1 and deleted_at is null and status = 'won' order by id limit $1) w) o`;

const orderLines = `
  insert into qd.order_line (id, order_id, line_no, ordered_on, account_id, owner_id, product_id, channel, quantity, unit_price_minor, list_price_minor,
    discount, amount_minor, cost_minor, currency, base_minor, base_cost_minor, base_list_minor, created_at)
  select id, order_id, line, ordered_on, account_id, owner_id, product_id, channel, quantity, price, 10000, 0, price * quantity, 6000 * quantity, 'CNY',
    price * quantity, 6000 * quantity, 10000 * quantity, now()
  from (select ${id('0004', 'row_number() over (order by o.id, line)')} as id, o.id as order_id, line, o.ordered_on, o.account_id, o.owner_id, p.id as product_id, o.channel,
      1 + (o.n * 31 + line * 17) % 40 as quantity, 8000 + (o.n * 13 + line * 7) % 2000 as price
    from (select row_number() over (order by id) as n, * from qd.sales_order where company_id = 1) o
      cross join generate_series(1, ${linesPerOrder}) line
      join (select row_number() over (order by code) - 1 as place, id from qd.product where company_id = 1) p
        on p.place = (o.n * 7 + line * 29) % (select count(*) from qd.product where company_id = 1)) l`;

const orderTotals = `
  update qd.sales_order o set amount_minor = t.amount, base_minor = t.amount, cost_minor = t.cost
  from (select order_id, sum(amount_minor) as amount, sum(cost_minor) as cost from qd.order_line where company_id = 1 group by 1) t
  where o.company_id = 1 and o.id = t.order_id`;

const orderingDays = `
  update qd.account a set first_order_on = t.first, last_order_on = t.last, lifecycle = 'active'
  from (select account_id, min(ordered_on) as first, max(ordered_on) as last from qd.sales_order where company_id = 1 group by 1) t
  where a.company_id = 1 and a.id = t.account_id`;

async function makeMonths(tx: Transaction): Promise<void> {
  await tx.query(`select qd.ensure_month('order_line', month::date) from (
    select distinct date_trunc('month', least(closed_on, current_date)) as month from qd.opportunity where company_id = 1 and status = 'won') m`);
}
