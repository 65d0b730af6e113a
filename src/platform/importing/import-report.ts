/** A row (or a file) that could not be taken, with the place and what was expected. */
export interface Rejection {
  readonly file: string;
  readonly line: number;
  readonly column: string | null;
  readonly value: string | null;
  readonly problem: string;
}

/** Something taken that deserves a look: how often, and the first places. */
export interface ImportWarning {
  readonly file: string;
  readonly column: string | null;
  readonly problem: string;
  readonly count: number;
  readonly lines: readonly number[];
}

export interface RowFate {
  readonly file: string;
  readonly line: number;
  readonly kind: string;
  readonly fate: 'create' | 'update' | 'skip';
  readonly title: string;
  /** For an update: field → [before, after]. */
  readonly changes?: Readonly<Record<string, readonly [unknown, unknown]>>;
}

export interface ImportReport {
  readonly import: string;
  readonly dryRun: boolean;
  /** False when a row was rejected: then nothing at all was stored. */
  readonly stored: boolean;
  readonly created: number;
  readonly updated: number;
  readonly skipped: number;
  /** The first rejected rows; `rejectedCount` counts them all. */
  readonly rejected: readonly Rejection[];
  readonly rejectedCount: number;
  readonly warnings: readonly ImportWarning[];
  /** What became of every file. */
  readonly files: readonly {
    readonly file: string;
    readonly rows: number;
    readonly kinds: readonly string[];
    readonly ignored?: string;
  }[];
  /** The first rows with their fate (dry run). */
  readonly preview: readonly RowFate[];
}

/** An import with more rejected values than this stops: the mapping is wrong, not the rows. All of them are kept until then. */
export const mostRejected = 10_000;

const kept = { value: 1000, preview: 200, lines: 5 };

/** A text from a file as a report can keep it: the database holds no NUL and no half characters. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\u2400');
}

/** Collects what happens during an import; bounded however many rows there are. */
export class ReportCollector {
  created = 0;
  updated = 0;
  skipped = 0;
  rejectedCount = 0;
  readonly rejected: Rejection[] = [];
  readonly preview: RowFate[] = [];
  readonly files: { file: string; rows: number; kinds: string[]; ignored?: string }[] = [];
  readonly #warnings = new Map<
    string,
    { file: string; column: string | null; problem: string; count: number; lines: number[] }
  >();

  reject(rejection: Rejection): void {
    this.rejectedCount += 1;
    if (this.rejected.length >= mostRejected) return;
    const value = rejection.value === null ? null : storable(rejection.value.slice(0, kept.value));
    this.rejected.push({ ...rejection, value });
  }

  /** `rows`: how many rows it is about, when it is told once for all of them. */
  warn(file: string, column: string | null, problem: string, line: number, rows = 1): void {
    const key = `${file}|${column}|${problem}`;
    const found = this.#warnings.get(key) ?? { file, column, problem: storable(problem), count: 0, lines: [] };
    found.count += rows;
    if (found.lines.length < kept.lines) found.lines.push(line);
    this.#warnings.set(key, found);
  }

  fate(fate: RowFate): void {
    if (this.preview.length < kept.preview) this.preview.push(fate);
  }

  report(id: string, dryRun: boolean): ImportReport {
    const stored = !dryRun && this.rejectedCount === 0;
    return {
      import: id,
      dryRun,
      stored,
      created: stored || dryRun ? this.created : 0,
      updated: stored || dryRun ? this.updated : 0,
      skipped: this.skipped,
      rejected: this.rejected,
      rejectedCount: this.rejectedCount,
      warnings: [...this.#warnings.values()].sort((left, right) => right.count - left.count).slice(0, 200),
      files: this.files,
      preview: dryRun ? this.preview : [],
    };
  }
}
