import { z } from 'zod';
import { text } from '#kernel/local-text.ts';
import { defineJobKind, defineSchedule } from './job-kind.ts';

const title = text('Clear away what has ended', '清理过期数据', '清理過期資料');
const keptDays = { job: 30, upload: 7 };

/** Forgets jobs that ended a month ago, uploads that are a week old and wait for no job, and files of jobs whose days are over. */
const cleaningJob = defineJobKind({
  kind: 'cleaning',
  lane: 'quick',
  attempts: 3,
  args: z.object({}),
  title: () => title,
  quiet: true,
  run: (work) =>
    work.asSystem('clear away old jobs, uploads and files', async (tx) => {
      const now = work.services.clock.now();
      const before = (days: number): string => now.subtract({ hours: 24 * days }).toString();
      const jobs = await tx.query(
        `delete from qd.job where company_id = qd.current_company() and state in ('done', 'failed', 'cancelled') and finished_at < $1`,
        [before(keptDays.job)],
      );
      const uploads = await tx.query(
        `delete from qd.upload u where company_id = qd.current_company() and created_at < $1 and not exists (
           select from qd.job j where j.company_id = u.company_id and j.kind = 'import' and j.state in ('waiting', 'running')
             and j.args->>'uploadId' = u.id::text)`,
        [before(keptDays.upload)],
      );
      const files = await tx.query(
        'delete from qd.job_file where company_id = qd.current_company() and expires_at <= $1',
        [now.toString()],
      );
      return { jobs: jobs.rowCount, uploads: uploads.rowCount, files: files.rowCount };
    }),
});

defineSchedule({ name: 'cleaning', title, kind: cleaningJob.kind, cron: '20 3 * * *' });
