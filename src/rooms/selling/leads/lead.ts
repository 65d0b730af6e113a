import { Refused } from '#kernel/result.ts';
import { defineRecord } from '#platform/records/registry.ts';
import { assignNewLeads } from './assign-leads.ts';
import { leadKind, poolKind } from './contract.ts';

/** A lead carries the time it came and the time of the first answer: response time is measured from these two. */
export const leadRecord = defineRecord({
  kind: leadKind,
  async prepare(context, changes) {
    for (const { next, previous } of changes) {
      next.status ??= 'new';
      next.receivedAt ??= context.now;
      if (next.status !== 'new' && previous?.status === 'new') next.firstResponseAt ??= context.now;
      if (next.status === 'qualified') next.qualifiedAt ??= context.now;
      // An owner given by hand takes the lead out of the pool.
      if (previous !== undefined && (next.ownerId ?? null) !== null && (previous.ownerId ?? null) === null)
        next.poolId = null;
      if (next.status === 'disqualified' && (next.disqualifiedReason ?? null) === null) {
        throw new Refused('missing-value', 'a disqualified lead needs a reason', {
          field: 'disqualifiedReason',
          expected: 'a value',
        });
      }
    }
    await assignNewLeads(context, changes);
  },
});
export const poolRecord = defineRecord({
  kind: poolKind,
  async prepare(_context, changes) {
    for (const { next } of changes) {
      next.idleDays ??= 30;
      next.claimLimit ??= 20;
      next.claimsPerDay ??= 5;
      next.leavers ??= true;
      next.contractEnded ??= true;
      next.assignment ??= 'pool';
      next.responseHours ??= 24;
    }
  },
});
