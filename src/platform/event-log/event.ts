import type { Id } from '#kernel/id.ts';

/** What changed in one field. On creation `from` is absent, on deletion `to` is. */
export interface FieldChange {
  readonly from?: unknown;
  readonly to?: unknown;
}

export type EventAction = 'created' | 'updated' | 'deleted' | 'restored' | (string & {});

/** An event about to be appended: one change of one record. */
export interface NewEvent {
  readonly id: Id;
  readonly action: EventAction;
  readonly kind: string;
  readonly recordId: Id;
  readonly changes: Readonly<Record<string, FieldChange>>;
  /** When it happened, if that is not now (imported history). */
  readonly occurredAt?: string;
  /** Who did it, if not the person of the transaction (imported authors). */
  readonly actorId?: Id | null;
  readonly note?: string;
}

/** An event as it stands in the log. */
export interface LoggedEvent {
  readonly id: Id;
  readonly recordedAt: string;
  readonly occurredAt: string | null;
  readonly actorId: Id | null;
  readonly via: string;
  readonly action: string;
  readonly kind: string;
  readonly recordId: Id;
  readonly changes: Readonly<Record<string, FieldChange>>;
  readonly note: string | null;
}

/** Where a reader of the log has got to: transactions in the order in which they became visible for good. */
export interface LogPosition {
  readonly epoch: number;
  readonly xid: string;
  readonly id: Id | null;
}
