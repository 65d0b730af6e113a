import { z } from 'zod';
import { text } from '#kernel/local-text.ts';
import { defineJobKind, defineSchedule } from '#platform/jobs/job-kind.ts';
import { runAccountValues } from './run-account-values.ts';

const title = text('Value and next products of customers', '客户价值与下一步推荐', '客戶價值與下一步推薦');

export const accountValueJob = defineJobKind({
  kind: 'accountValue',
  lane: 'long',
  attempts: 2,
  args: z.object({}),
  title: () => title,
  run: (work) =>
    work.asSystem('values the customers', (tx) => runAccountValues(tx, work.services.clock.now().toString())),
});

defineSchedule({ name: 'accountValue', title, kind: accountValueJob.kind, cron: '50 3 * * *' });
