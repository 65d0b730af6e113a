import { z } from 'zod';
import { text } from '#kernel/local-text.ts';
import { defineJobKind, defineSchedule } from '#platform/jobs/job-kind.ts';
import { sealEvents } from './seal-events.ts';

const title = text('Seal the event log', '封存事件日志', '封存事件日誌');

/** Closes what was logged into the hash chain, once a minute however many processes run. */
const sealJob = defineJobKind({
  kind: 'sealLog',
  lane: 'quick',
  attempts: 3,
  args: z.object({}),
  title: () => title,
  quiet: true,
  run: async (work) => ({
    events: await work.asSystem('seal the event log', (tx) => sealEvents(tx, work.viewer.companyId)),
  }),
});

defineSchedule({ name: 'sealLog', title, kind: sealJob.kind, cron: '* * * * *' });
