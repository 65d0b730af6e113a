import { z } from 'zod';
import { text } from '#kernel/local-text.ts';
import { defineJobKind, defineSchedule } from '#platform/jobs/job-kind.ts';
import { placeUnitsDue } from './apply-draft.ts';

const title = text('Put planned moves of units into force', '使计划中的组织调整生效', '使計劃中的組織調整生效');

const placementJob = defineJobKind({
  kind: 'placeUnits',
  lane: 'quick',
  attempts: 3,
  args: z.object({}),
  title: () => title,
  quiet: true,
  run: (work) => work.asViewer(async (context) => ({ units: await placeUnitsDue(context) })),
});

defineSchedule({ name: 'placeUnits', title, kind: placementJob.kind, cron: '5 0 * * *' });
