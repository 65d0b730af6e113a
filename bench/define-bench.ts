/** One measured bar: what was promised, what came out. */
export interface BenchRow {
  readonly bar: string;
  readonly measured: string;
  readonly limit: string;
  readonly met: boolean;
  /** The reference implementation measured in the same run, when there is one. */
  readonly peer?: string;
  readonly note?: string;
}

export interface Bench {
  /** Section title in docs/benchmarks.md. */
  readonly title: string;
  readonly run: (context: BenchContext) => Promise<readonly BenchRow[]>;
}

export interface BenchContext {
  /** Path of a file of the reference data, or undefined when the data is absent. */
  readonly reference: (path: string) => string | undefined;
  /** Whether a program (Rscript, python3 …) is on this machine. */
  readonly hasProgram: (name: string) => boolean;
  /** Rows of the largest table in the benches of volume; `--rows N`, 1,000,000 when not said. */
  readonly rows: number;
  /** Milliseconds of the best of `times` runs. */
  readonly time: (work: () => unknown, times?: number) => Promise<number>;
}
