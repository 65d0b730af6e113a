import type { RecordKind } from '#kernel/record-kind.ts';
import type { WriteContext } from './write-context.ts';

/** Values as they are stored, by field name: money in minor units as text, dates and instants as ISO text. */
export type StoredValues = Readonly<Record<string, unknown>>;

/** One record being written: as it was (undefined when it is new) and as it will be. */
export interface RecordChange {
  readonly id: string;
  readonly previous?: StoredValues;
  next: Record<string, unknown>;
  /** Original author and time of an imported change. */
  readonly occurredAt?: string;
  readonly actorId?: string | null;
  /** Named instead of 'created' or 'updated' in the log: 'stageChanged', 'won' … */
  action?: string;
}

/** Counts and sums that a definition keeps in step, one row for each combination of some fields; owner and company among them. */
export interface RollUp {
  readonly table: string;
  /** What it can be grouped and filtered by; the columns have the same names as in the table of the kind. */
  readonly fields: readonly string[];
  /** The column that counts records. */
  readonly count: string;
  /** Money field → the column of its sum, in the company's currency. */
  readonly sums: Readonly<Record<string, string>>;
  /** The column of the sum weighted as the board says. */
  readonly weighted: string;
}

/**
 * A kind of record with its rules. Both hooks take a batch, so that one record and a million imported ones go the same way.
 */
export interface RecordDefinition {
  readonly kind: RecordKind;
  readonly rollUp?: RollUp;
  /** Completes and judges the values before they are written; throws Refused. May change `next`. */
  readonly prepare?: (context: WriteContext, changes: readonly RecordChange[]) => Promise<void>;
  /** Keeps projections (roll-ups, stage visits, totals) in step, in the same transaction. */
  readonly project?: (context: WriteContext, changes: readonly RecordChange[]) => Promise<void>;
  /**
   * Keeps projections in step when every live row of an import is about to be taken out by one statement. What it returns runs
   * when the rows are gone.
   */
  readonly takeOut?: (context: WriteContext, importId: string) => Promise<void | (() => Promise<void>)>;
}

const definitions = new Map<string, RecordDefinition>();

export function defineRecord(definition: RecordDefinition): RecordDefinition {
  const { kind } = definition.kind;
  if (definitions.has(kind)) throw new Error(`record kind "${kind}" is defined twice`);
  definitions.set(kind, definition);
  return definition;
}

export function recordDefinition(kind: string): RecordDefinition {
  const found = definitions.get(kind);
  if (found === undefined) throw new Error(`record kind "${kind}" is not defined`);
  return found;
}

export function recordDefinitions(): readonly RecordDefinition[] {
  return [...definitions.values()];
}
