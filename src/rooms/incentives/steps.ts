import { Refused } from '#kernel/result.ts';
import { appendEvents } from '#platform/event-log/append-events.ts';
import type { FieldChange } from '#platform/event-log/event.ts';
import { type WriteContext, newId } from '#platform/records/write-context.ts';

/** Appends one event of this room. Changes carry states, days and hashes, never amounts: logs and feeds cannot leak pay. */
export function note(
  context: WriteContext,
  kind: string,
  recordId: string,
  action: string,
  changes: Readonly<Record<string, FieldChange>> = {},
): Promise<void> {
  return appendEvents(context.tx, context.author, [{ id: newId(context), action, kind, recordId, changes }]);
}

export function notFound(what: string, id: string): Refused {
  return new Refused('not-found', `no ${what} has this id`, { field: 'id', found: id });
}

/** A step that the present state does not allow. */
export function wrongState(what: string, state: string, expected: string): Refused {
  return new Refused('state-conflict', `the ${what} is ${state}`, {
    field: 'state',
    found: state,
    expected: `a ${what} that is ${expected}`,
  });
}

export function checkVersion(found: number, expected: number | undefined): void {
  if (expected !== undefined && found !== expected)
    throw new Refused('stale-version', 'someone changed this in the meantime: read it again', {
      field: 'If-Match',
      found: expected,
      expected: String(found),
    });
}
