import { sql } from 'kysely';
import { addDays, addMonths } from '#kernel/civil-date.ts';
import { Refused } from '#kernel/result.ts';
import { fillBase } from '#platform/records/fill-base.ts';
import { defineRecord } from '#platform/records/registry.ts';
import type { RecordChange } from '#platform/records/registry.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { quotaKind } from './contract.ts';

/** A quota without an end holds for a quarter; nobody has two of the same metric on one day, for they would add up. */
defineRecord({
  kind: quotaKind,
  async prepare(context, changes) {
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
    refuseOverlap(changes, await quotasOfSame(context, changes));
    await fillBase(context, changes, 'fromOn', [['amount', 'baseAmount']]);
  },
});

interface Held {
  readonly id: string;
  readonly whose: string;
  readonly fromOn: string;
  readonly untilOn: string;
}

async function quotasOfSame(context: WriteContext, changes: readonly RecordChange[]): Promise<Held[]> {
  const own = (name: string): string[] => [
    ...new Set(changes.flatMap(({ next }) => (typeof next[name] === 'string' ? [next[name]] : []))),
  ];
  const { rows } = await sql<Held>`
    select q.id::text, concat_ws(' ', q.owner_id, q.unit_id, q.metric) as whose, q.from_on as "fromOn", q.until_on as "untilOn"
    from qd.quota q where q.company_id = qd.current_company() and q.deleted_at is null
      and (q.owner_id = any(${own('ownerId')}::uuid[]) or q.unit_id = any(${own('unitId')}::uuid[]))`.execute(
    context.tx.kysely,
  );
  return rows;
}

function refuseOverlap(changes: readonly RecordChange[], stored: readonly Held[]): void {
  const changed = new Set(changes.map(({ id }) => id));
  const held = Map.groupBy(
    stored.filter(({ id }) => !changed.has(id)),
    ({ whose }) => whose,
  );
  for (const { id, next } of changes) {
    const { fromOn, untilOn } = next;
    if (typeof fromOn !== 'string' || typeof untilOn !== 'string') continue;
    const whose = [next.ownerId, next.unitId, next.metric].filter((part) => typeof part === 'string').join(' ');
    const others = held.get(whose) ?? [];
    const other = others.find((one) => one.fromOn < untilOn && one.untilOn > fromOn);
    if (other !== undefined)
      throw new Refused('overlapping-quota', 'there is a quota of the same on some of these days already', {
        field: 'fromOn',
        found: fromOn,
        expected: `days outside ${other.fromOn} – ${addDays(other.untilOn, -1)}, or a change of that quota`,
      });
    held.set(whose, [...others, { id, whose, fromOn, untilOn }]);
  }
}
