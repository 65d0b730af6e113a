import { Refused } from '#kernel/result.ts';
import { keepAnAdministrator } from '#platform/identity/keep-administrator.ts';
import { defineRecord } from '#platform/records/registry.ts';
import { keepPlacements } from './keep-placements.ts';
import { refuseCircles } from './refuse-circles.ts';
import { assignmentKind, positionKind, structureKind, unitKind } from './contract.ts';

defineRecord({
  kind: structureKind,
  async prepare(_context, changes) {
    for (const { next } of changes) next.dimension ??= 'region';
  },
});
defineRecord({
  kind: unitKind,
  async prepare(context, changes) {
    for (const { next } of changes) next.level ??= 'team';
    await refuseCircles(context, changes);
  },
  project: keepPlacements,
});
defineRecord({
  kind: positionKind,
  project: keepAnAdministrator,
  async prepare(_context, changes) {
    for (const { next } of changes) next.leads ??= false;
  },
});
defineRecord({
  kind: assignmentKind,
  project: keepAnAdministrator,
  async prepare(_context, changes) {
    for (const { next } of changes) {
      if (typeof next.untilOn === 'string' && next.untilOn <= String(next.fromOn)) {
        throw new Refused('empty-range', 'an assignment ends after it begins', {
          field: 'untilOn',
          found: next.untilOn,
          expected: `a day after ${String(next.fromOn)}`,
        });
      }
    }
  },
});
