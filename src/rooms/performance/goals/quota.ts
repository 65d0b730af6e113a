import { addMonths } from '#kernel/civil-date.ts';
import { Refused } from '#kernel/result.ts';
import { defineRecord } from '#platform/records/registry.ts';
import { quotaKind } from './contract.ts';

/** A quota without an end holds for a quarter. */
defineRecord({
  kind: quotaKind,
  async prepare(_context, changes) {
    for (const { next } of changes) {
      next.metric ??= 'revenue';
      if (typeof next.fromOn === 'string') next.untilOn ??= addMonths(next.fromOn, 3);
      if (typeof next.untilOn === 'string' && next.untilOn <= String(next.fromOn)) {
        throw new Refused('empty-range', 'a quota ends after it begins', {
          field: 'untilOn',
          found: next.untilOn,
          expected: `a day after ${String(next.fromOn)}`,
        });
      }
    }
  },
});
