import { defineRecord } from '#platform/records/registry.ts';
import { taskKind } from './contract.ts';

export const taskRecord = defineRecord({
  kind: taskKind,
  async prepare(context, changes) {
    for (const { next } of changes) {
      next.status ??= 'open';
      next.priority ??= 'normal';
      next.type ??= 'todo';
      next.timeAgreed ??= false;
      next.doneAt = next.status === 'done' ? (next.doneAt ?? context.now) : null;
    }
  },
});
