import { z } from 'zod';
import { text } from '#kernel/local-text.ts';
import { defineJobKind, defineSchedule } from '#platform/jobs/job-kind.ts';
import { notify } from '#platform/notifications/notify.ts';
import { defineTopic } from '#platform/notifications/topics.ts';

const topic = defineTopic({
  topic: 'taskDue',
  title: text('Tasks due', '任务到期', '任務到期'),
  explanation: text(
    'Each morning: your open tasks of today, and those overdue.',
    '每天早上：今天到期和已逾期的待办任务。',
    '每天早上：今天到期和已逾期的待辦任務。',
  ),
  email: 'off',
});
const title = text('Remind of tasks', '任务提醒', '任務提醒');

/** Tells everyone who signs in what of theirs is due today or overdue: one line each morning. */
const dueJob = defineJobKind({
  kind: 'tasksDue',
  lane: 'quick',
  attempts: 3,
  args: z.object({}),
  title: () => title,
  quiet: true,
  run: (work) =>
    work.asSystem('remind of tasks', async (tx) => {
      const now = work.services.clock.now().toString();
      const { rows } = await tx.query<{ personId: string; day: string; due: number; overdue: number; first: string }>(
        `select t.owner_id::text as "personId", c.day::text as day, count(*) filter (where t.due_on = c.day)::int as due,
           count(*) filter (where t.due_on < c.day)::int as overdue,
           (array_agg(t.subject order by t.due_on desc, t.id))[1] as first
         from qd.task t
         join (select company_id, ($1::timestamptz at time zone time_zone)::date as day from qd.company) c on c.company_id = t.company_id
         join auth."user" u on u.company_id = t.company_id and u.person_id = t.owner_id and u.disabled_at is null
         where t.company_id = qd.current_company() and t.deleted_at is null and t.status = 'open' and t.due_on <= c.day
         group by t.owner_id, c.day`,
        [work.dueAt ?? now],
      );
      const notices = rows.map(({ personId, day, due, overdue, first }) => ({
        topic,
        personId,
        key: `tasks ${day}`,
        link: '/today/tasks',
        title: text(
          `Tasks: ${due} due today, ${overdue} overdue`,
          `任务：今天到期 ${due} 项，逾期 ${overdue} 项`,
          `任務：今天到期 ${due} 項，逾期 ${overdue} 項`,
        ),
        body: text(first, first, first),
      }));
      return { told: await notify(tx, now, notices) };
    }),
});

defineSchedule({ name: 'tasksDue', title, kind: dueJob.kind, cron: '30 7 * * 1-5' });
