import { Refused } from '#kernel/result.ts';
import { defineRecord } from '#platform/records/registry.ts';
import { courseKind, enrolmentKind } from './contract.ts';

defineRecord({
  kind: courseKind,
  async prepare(_context, changes) {
    for (const { next } of changes) {
      next.subject ??= 'selling';
      if (
        typeof next.heldFromOn === 'string' &&
        typeof next.heldUntilOn === 'string' &&
        next.heldUntilOn < next.heldFromOn
      )
        throw new Refused('empty-range', 'a course does not end before it begins', {
          field: 'heldUntilOn',
          found: next.heldUntilOn,
          expected: `a day from ${next.heldFromOn} on`,
        });
    }
  },
});

defineRecord({
  kind: enrolmentKind,
  async prepare(context, changes) {
    for (const { next, previous } of changes) {
      next.enrolledOn ??= typeof next.completedOn === 'string' ? next.completedOn : context.today;
      next.status ??= typeof next.completedOn === 'string' ? 'completed' : 'enrolled';
      if (next.status === 'completed' && previous?.status !== 'completed') next.completedOn ??= context.today;
      if (typeof next.completedOn === 'string' && String(next.enrolledOn) > next.completedOn)
        throw new Refused('empty-range', 'a course is not completed before one enrols', {
          field: 'completedOn',
          found: next.completedOn,
          expected: `a day from ${String(next.enrolledOn)} on`,
        });
    }
  },
});
