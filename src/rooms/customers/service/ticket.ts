import { defineRecord } from '#platform/records/registry.ts';
import { ticketKind } from './contract.ts';

/** A ticket carries its own clock: opened, first answered, closed. */
export const ticketRecord = defineRecord({
  kind: ticketKind,
  async prepare(context, changes) {
    for (const { next, previous } of changes) {
      next.status ??= 'open';
      next.category ??= 'question';
      next.priority ??= 'normal';
      next.openedAt ??= context.now;
      if (previous !== undefined && next.status !== previous.status) next.respondedAt ??= context.now;
      next.closedAt = next.status === 'closed' ? (next.closedAt ?? context.now) : null;
    }
  },
});
