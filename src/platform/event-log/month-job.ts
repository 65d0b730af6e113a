import { z } from 'zod';
import { text } from '#kernel/local-text.ts';
import { defineJobKind, defineSchedule } from '#platform/jobs/job-kind.ts';
import { makeComingMonths } from './coming-months.ts';

const title = text('Make room for the coming months', '为今后几个月预建分区', '為今後幾個月預建分割區');

/** Keeps the partitions of the next months of the event log ready, so that no month begins in the rest. */
const monthJob = defineJobKind({
  kind: 'comingMonths',
  lane: 'quick',
  attempts: 5,
  args: z.object({}),
  title: () => title,
  quiet: true,
  run: (work) =>
    work.asSystem('partitions of the coming months', async (tx) => ({
      made: await makeComingMonths(tx, work.services.clock.now().toString()),
    })),
});

defineSchedule({ name: 'comingMonths', title, kind: monthJob.kind, cron: '40 3 * * *' });
