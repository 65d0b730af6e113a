/** One thing wrong with the data someone handed in: where, what was found, what was expected. */
export interface DataProblem {
  readonly file?: string;
  /** 1-based line in the file (the header is line 1). */
  readonly line?: number;
  readonly column?: string;
  readonly found?: string;
  readonly expected: string;
}

/**
 * The data cannot be used (command line: exit code 3; API: 422).
 * Keeps at most 20 problems and counts the rest.
 */
export class UnusableData extends Error {
  static readonly listed = 20;
  readonly problems: readonly DataProblem[];
  readonly total: number;

  constructor(problems: readonly DataProblem[], total: number = problems.length) {
    super(problems.slice(0, UnusableData.listed).map(describeProblem).join('\n'));
    this.name = 'UnusableData';
    this.problems = problems.slice(0, UnusableData.listed);
    this.total = total;
  }
}

export function describeProblem(problem: DataProblem): string {
  const place = [
    problem.file,
    problem.line === undefined ? undefined : `line ${problem.line}`,
    problem.column === undefined ? undefined : `column "${problem.column}"`,
  ]
    .filter((part) => part !== undefined)
    .join(', ');
  const found = problem.found === undefined ? '' : `found ${JSON.stringify(problem.found)}, `;
  return `${place === '' ? '' : `${place}: `}${found}expected ${problem.expected}`;
}

/** Shorthand for the common case of a single problem. */
export function unusable(expected: string, details: Omit<DataProblem, 'expected'> = {}): UnusableData {
  return new UnusableData([{ ...details, expected }]);
}
