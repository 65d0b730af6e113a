import { z } from 'zod';
import { text } from '#kernel/local-text.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { defineJobKind, defineSchedule } from '#platform/jobs/job-kind.ts';

const title = text('Snapshot of open deals', '未结商机快照', '未結商機快照');

/**
 * Keeps every open deal as it stands at the end of a day (K6), so that a forecast can be held against what was known then.
 * For the day of its due time, also when it runs late; a second run of a day changes nothing.
 */
const snapshotJob = defineJobKind({
  kind: 'dealSnapshot',
  lane: 'long',
  attempts: 3,
  args: z.object({}),
  title: () => title,
  run: (work) =>
    work.asSystem('the nightly snapshot', (tx) =>
      snapshotDeals(tx, work.dueAt ?? work.services.clock.now().toString()),
    ),
});

defineSchedule({ name: 'dealSnapshot', title, kind: snapshotJob.kind, cron: '55 23 * * *' });

export async function snapshotDeals(tx: Transaction, instant: string): Promise<{ day: string; deals: number }> {
  const { rows } = await tx.query<{ day: string }>(
    `select ($1::timestamptz at time zone time_zone)::date as day from qd.company where company_id = qd.current_company()`,
    [instant],
  );
  const [{ day }] = rows;
  await tx.query(`select qd.ensure_month('opportunity_snapshot', $1::date)`, [day]);
  const taken = await tx.query(
    `insert into qd.opportunity_snapshot (company_id, taken_on, opportunity_id, owner_id, pipeline_id, stage_id, base_minor, probability, expected_close_on)
     select company_id, $1::date, id, owner_id, pipeline_id, stage_id, base_minor, probability, expected_close_on
     from qd.opportunity where company_id = qd.current_company() and deleted_at is null and status = 'open'
     on conflict do nothing`,
    [day],
  );
  return { day, deals: taken.rowCount ?? 0 };
}
