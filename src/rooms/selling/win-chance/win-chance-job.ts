import { z } from 'zod';
import { text } from '#kernel/local-text.ts';
import { defineJobKind, defineSchedule } from '#platform/jobs/job-kind.ts';
import { runWinChance } from './run-win-chance.ts';

const title = text('Win chances of open deals', '进行中商机的赢率预测', '進行中商機的贏率預測');

/** Learns the model anew and scores every open deal. */
export const winChanceJob = defineJobKind({
  kind: 'winChance',
  lane: 'long',
  attempts: 2,
  args: z.object({}),
  title: () => title,
  run: (work) =>
    work.asSystem('learns the win chances', (tx) => runWinChance(tx, work.services.clock.now().toString())),
});

defineSchedule({ name: 'winChance', title, kind: winChanceJob.kind, cron: '30 3 * * *' });
