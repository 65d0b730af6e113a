import { z } from 'zod';
import { text } from '#kernel/local-text.ts';
import { verifyLog } from '#platform/event-log/verify-log.ts';
import { defineJobKind } from '#platform/jobs/job-kind.ts';

/** Recomputes the hash chain of the log; its result is the verdict. */
export const verifyJob = defineJobKind({
  kind: 'verifyLog',
  lane: 'long',
  attempts: 2,
  args: z.object({ anchor: z.string().max(100).nullable() }),
  title: () => text('Verify the event log', '校验事件日志', '驗證事件日誌'),
  run: (work, { anchor }) =>
    work.asSystem('verify the event log', (tx) => verifyLog(tx, work.viewer.companyId, anchor ?? undefined)),
});
