import { z } from 'zod';
import { text } from '#kernel/local-text.ts';
import { loadViewer } from '#platform/identity/load-viewer.ts';
import { enqueueJob } from '#platform/jobs/enqueue-job.ts';
import { defineJobKind, defineSchedule } from '#platform/jobs/job-kind.ts';
import { newId } from '#platform/records/write-context.ts';
import { holdsRight } from '#platform/visibility/viewer.ts';
import './access.ts';
import { runDiagnosis } from './run-diagnosis.ts';

const title = text('Diagnosis', '销售诊断', '銷售診斷');
const nightly = text('Nightly diagnosis', '每晚诊断', '每晚診斷');
/** Whoever has not signed in for so long gets no diagnosis every night. */
const awayDays = 30;

/** One person's diagnosis: of what they may see, so that it is theirs alone. */
const diagnosisJob = defineJobKind({
  kind: 'diagnosis',
  lane: 'long',
  attempts: 2,
  args: z.object({}),
  title: () => title,
  run: (work) =>
    work.asViewer(async (context) => {
      const { id, findings } = await runDiagnosis(context);
      return { diagnosis: id, findings: findings.length };
    }),
});

/** Puts a diagnosis into the queue for everyone who may diagnose and was here lately. */
const nightlyJob = defineJobKind({
  kind: 'nightlyDiagnosis',
  lane: 'quick',
  attempts: 3,
  args: z.object({}),
  title: () => nightly,
  run: (work) =>
    work.asSystem('the nightly diagnosis', async (tx) => {
      const now = work.services.clock.now();
      const { companyId } = work.viewer;
      const { rows } = await tx.query<{ personId: string }>(
        `select distinct u.person_id::text as "personId" from auth."user" u join auth.session s on s.user_id = u.id
         where u.company_id = $1 and s.updated_at > $2`,
        [companyId, now.subtract({ hours: 24 * awayDays }).toString()],
      );
      let queued = 0;
      for (const { personId } of rows) {
        const viewer = await loadViewer(tx, { companyId, personId, via: 'job', nowMs: now.epochMilliseconds });
        if (viewer === undefined || !holdsRight(viewer, 'improve.diagnose')) continue;
        const id = newId({ now: now.toString() });
        await enqueueJob(tx, diagnosisJob, { id, args: {}, personId, now: now.toString(), priority: 8 });
        queued += 1;
      }
      return { queued };
    }),
});

defineSchedule({ name: 'nightlyDiagnosis', title: nightly, kind: nightlyJob.kind, cron: '30 4 * * *' });
