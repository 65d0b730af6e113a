import type { Transaction } from '#platform/database/transaction.ts';

/** Months kept ready after the present one. */
const ahead = 3;

/**
 * Makes the partitions of the event log for the months after `now` that are not there yet; returns their first days. The present
 * month is left alone: its events may lie in the rest already. Waits only briefly for a lock: whoever writes an event would queue
 * behind it, and a long import holds it until its end. Refused by the server then (55P03), to be tried again.
 */
export async function makeComingMonths(tx: Transaction, now: string): Promise<string[]> {
  const { rows } = await tx.query<{ month: string }>(
    `select month::date::text as month
     from generate_series(date_trunc('month', $1::timestamptz at time zone 'UTC') + interval '1 month',
       date_trunc('month', $1::timestamptz at time zone 'UTC') + make_interval(months => $2), interval '1 month') month
     where to_regclass('qd.event_' || to_char(month, 'YYYYMM')) is null order by 1`,
    [now, ahead],
  );
  if (rows.length === 0) return [];
  await tx.query("set local lock_timeout = '1s'");
  for (const { month } of rows) await tx.query(`select qd.ensure_month('event', $1::date)`, [month]);
  return rows.map(({ month }) => month);
}
