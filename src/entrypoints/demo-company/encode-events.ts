import { hash, randomUUID } from 'node:crypto';
import { copyLine } from '#platform/database/copy-lines.ts';
import type { PastEvent } from './past-event.ts';

/** What all events of one transaction have in common. */
export interface LogStamp {
  readonly companyId: number;
  readonly epoch: number;
  readonly xid: string;
  /** When the first is recorded, in microseconds since 1970; each next one a microsecond later. */
  readonly micros: number;
}

/** The columns of qd.event in the order of the lines. */
export const eventColumns =
  'company_id, id, recorded_at, occurred_at, actor_id, via, request_id, action, kind, record_id, changes, note, epoch, xid, digest';

/** Events as lines for COPY, each with its digest. */
export function* encodeEvents(stamp: LogStamp, events: Iterable<PastEvent>): Generator<string> {
  let micros = stamp.micros;
  for (const event of events) yield lineOf(stamp, event, micros++);
}

function lineOf({ companyId, epoch, xid }: LogStamp, event: PastEvent, micros: number): string {
  const { at, actorId, action, kind, recordId, changes } = event;
  const id = randomUUID();
  const recordedAt = `${new Date(micros / 1000).toISOString().slice(0, 20)}${sixDigits(micros % 1_000_000)}Z`;
  const digest = digestOf([
    companyId,
    id,
    `${Math.floor(micros / 1_000_000)}.${sixDigits(micros % 1_000_000)}`,
    `${Math.floor(at / 1000)}.${sixDigits((at % 1000) * 1000)}`,
    actorId,
    'system',
    action,
    kind,
    recordId,
    changes,
    epoch,
    xid,
  ]);
  const [company, occurredAt, epochText] = [String(companyId), new Date(at).toISOString(), String(epoch)];
  return copyLine([
    company,
    id,
    recordedAt,
    occurredAt,
    actorId,
    'system',
    null,
    action,
    kind,
    recordId,
    changes,
    null,
    epochText,
    xid,
    `\\x${digest}`,
  ]);
}

/** The digest of an event (hex) as qd.event_digest_of makes it: SHA-256 over what it holds, without what is null. */
function digestOf(parts: readonly (string | number | null)[]): string {
  return hash('sha256', parts.filter((part) => part !== null).join('\u001F'));
}

function sixDigits(value: number): string {
  return String(value).padStart(6, '0');
}
