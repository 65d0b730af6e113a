import { z } from 'zod';
import { text } from '#kernel/local-text.ts';
import { defineJobKind, defineSchedule } from '#platform/jobs/job-kind.ts';
import { notify } from '#platform/notifications/notify.ts';
import { defineTopic } from '#platform/notifications/topics.ts';

const topic = defineTopic({
  topic: 'dealSlipping',
  title: text('Deals slipping', '商机延期', '商機延期'),
  explanation: text(
    'Each morning: your open deals whose close date passed the day before.',
    '每天早上：预计成交日期已于前一天过去的未结商机。',
    '每天早上：預計成交日期已於前一天過去的未結商機。',
  ),
  email: 'off',
});
const title = text('Watch for slipping deals', '商机延期提醒', '商機延期提醒');

/** Tells owners of deals that were to close by yesterday and are still open: each deal once for each close date it misses. */
const slippingJob = defineJobKind({
  kind: 'dealsSlipping',
  lane: 'quick',
  attempts: 3,
  args: z.object({}),
  title: () => title,
  quiet: true,
  run: (work) =>
    work.asSystem('watch for slipping deals', async (tx) => {
      const now = work.services.clock.now().toString();
      const { rows } = await tx.query<{ id: string; name: string; personId: string; closeOn: string }>(
        `select o.id::text, o.name, o.owner_id::text as "personId", o.expected_close_on::text as "closeOn"
         from qd.opportunity o
         join (select company_id, ($1::timestamptz at time zone time_zone)::date as day from qd.company) c on c.company_id = o.company_id
         join auth."user" u on u.company_id = o.company_id and u.person_id = o.owner_id and u.disabled_at is null
         where o.company_id = qd.current_company() and o.deleted_at is null and o.status = 'open'
           and o.expected_close_on < c.day and o.expected_close_on >= c.day - 4
         order by o.base_minor desc nulls last limit 5000`,
        [work.dueAt ?? now],
      );
      const notices = rows.map(({ id, name, personId, closeOn }) => ({
        topic,
        personId,
        key: `slipping ${id} ${closeOn}`,
        link: `/selling/opportunities/${id}`,
        title: text(
          `“${name}” was to close on ${closeOn} and is still open`,
          `“${name}”预计 ${closeOn} 成交，目前仍未结`,
          `「${name}」預計 ${closeOn} 成交，目前仍未結`,
        ),
      }));
      return { told: await notify(tx, now, notices) };
    }),
});

defineSchedule({ name: 'dealsSlipping', title, kind: slippingJob.kind, cron: '45 7 * * 1-5' });
