/**
 * The working shown beside an answer: what a "why?" prints.
 * A step says in a sentence what was done, with the numbers that went in and what came out.
 */
export interface TraceStep {
  readonly step: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly output?: unknown;
  /** Paper, standard or formula number. */
  readonly source?: string;
}

export type Trace = readonly TraceStep[];

/** What was used and what was left out, and why: nothing is dropped in silence. */
export interface Usage {
  readonly used: number;
  readonly skipped: number;
  readonly reasons: readonly { readonly reason: string; readonly count: number; readonly lines?: readonly number[] }[];
}
