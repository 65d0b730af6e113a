import { type RawBuilder, sql } from 'kysely';
import type { LocalText } from '#kernel/local-text.ts';
import type { FieldAccess } from '#kernel/record-kind.ts';
import type { Fact } from './facts.ts';

export type MetricUnit = 'count' | 'money' | 'percent' | 'days' | 'hours';

/** A number with one definition. Every page, alert, goal and export takes it from here. */
export interface MetricDefinition {
  readonly name: string;
  readonly label: LocalText;
  /** The formula in words. */
  readonly formula: LocalText;
  readonly unit: MetricUnit;
  /** Which way is better. */
  readonly direction: 'up' | 'down' | 'none';
  readonly fact: Fact;
  /** The day (or instant) that places a row in a period. */
  readonly date: RawBuilder<unknown>;
  /** Which rows count. */
  readonly where: RawBuilder<unknown>;
  /** The aggregate over the rows. */
  readonly value: RawBuilder<unknown>;
  /** The same over the cells of the roll-up of opportunities, when they hold enough. */
  readonly cells?: RawBuilder<unknown>;
  /** Fields the number is made of that not everybody may see. */
  readonly access?: FieldAccess;
  /** How the rows behind the number are found in the list of the fact's kind: fixed filter clauses, and the field of the period. */
  readonly drill: {
    /** The kind whose rows are listed, when it is not the fact's own. */
    readonly kind?: string;
    /** `@today` stands for the day it is in the company. */
    readonly filter: readonly string[];
    readonly dateField?: string;
  };
  readonly owner: string;
}

/** Every row of the fact. */
export const all = sql`true`;
export const count = sql`count(*)`;
/** The same over the cells of the roll-up. */
export const cellCount = sql`sum(f.opportunities)`;
/** Nothing is no number; amounts that are not known count as nothing. */
export const amount = sql`case when count(*) > 0 then coalesce(sum(f.base_minor), 0) end`;
export const cellAmount = sql`case when sum(f.opportunities) > 0 then sum(f.base_minor) end`;
