/** A problem document as the server sends it (RFC 9457). */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly instance?: string;
  readonly errors?: readonly { readonly field: string; readonly found?: string; readonly expected: string }[];
}

/** What went wrong with a request, as an exception for where one is needed (queries); `problem` is the value. */
export class RequestFailed extends Error {
  readonly problem: ProblemDocument;

  constructor(problem: ProblemDocument) {
    super(problem.detail ?? problem.title);
    this.name = 'RequestFailed';
    this.problem = problem;
  }
}

/** The last part of the type: 'stale-version', 'forbidden', 'unreachable' … */
export function problemCode(problem: ProblemDocument): string {
  return problem.type.split(':').at(-1) ?? problem.type;
}

/** A problem without a server's answer: no network, or an answer that cannot be read. */
export function localProblem(code: 'unreachable' | 'unreadable' | 'aborted', detail: string): ProblemDocument {
  return { type: `urn:quarterdeck:problem:${code}`, title: 'Error', status: 0, detail };
}

/** Any thrown thing as a problem to show. */
export function problemOf(error: unknown): ProblemDocument {
  if (error instanceof RequestFailed) return error.problem;
  return {
    type: 'urn:quarterdeck:problem:screen',
    title: 'Error',
    status: 0,
    detail: error instanceof Error ? error.message : String(error),
  };
}
