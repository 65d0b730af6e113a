import type { ChartSpec } from '#kernel/chart.ts';
import type { RowStream, Table } from '#platform/tabular/read-table.ts';

/** One option of a verb. `--name value`, or `--name` alone for a flag. */
export interface OptionSpec {
  readonly name: string;
  readonly kind: 'text' | 'number' | 'whole' | 'flag' | 'list' | 'date';
  readonly help: string;
  readonly required?: boolean;
  readonly fallback?: string | number;
  readonly oneOf?: readonly string[];
  readonly min?: number;
  readonly max?: number;
}

export type OptionValues = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

export interface EngineCall {
  /** The FILE arguments as given. */
  readonly files: readonly string[];
  readonly options: OptionValues;
  /** From `--map want=have`. */
  readonly map: Readonly<Record<string, string>>;
  readonly seed: number;
  /** From `--seconds`; undefined when no limit was named (then the engine's own default holds). */
  readonly seconds?: number;
  readTable(file: string): Promise<Table>;
  /** The rows in batches, for files larger than memory. */
  streamTable(file: string): Promise<RowStream>;
  /** Shows progress on standard error (terminal only). */
  progress(done: number, total: number, what: string): void;
}

export interface EngineAnswer {
  /** The one JSON document printed with --json. Plain data: no NaN, no Infinity, no bigint. */
  readonly json: Readonly<Record<string, unknown>>;
  /** What people read without --json: tables and small charts, built with terminal-table.ts. */
  readonly text: string;
  /** What `--plot out.svg` draws. */
  readonly plot?: ChartSpec;
}

export interface EngineVerb {
  readonly summary: string;
  /** How many FILE arguments: [least, most]. */
  readonly files: readonly [number, number];
  /** What the columns or formats of the files are, for --help. */
  readonly input: string;
  readonly options: readonly OptionSpec[];
  readonly run: (call: EngineCall) => Promise<EngineAnswer>;
}

/** `quarterdeck <name> <verb> FILE… [options]`; a command with a single unnamed verb uses the key ''. */
export interface EngineCommand {
  readonly name: string;
  readonly summary: string;
  readonly verbs: Readonly<Record<string, EngineVerb>>;
}
