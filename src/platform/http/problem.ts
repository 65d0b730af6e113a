import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import { type Refusal, Refused } from '#kernel/result.ts';
import { UnusableData, describeProblem } from '#kernel/unusable-data.ts';
import { CommitOutcomeUnknown, codeOf, isConnectionLoss } from '#platform/database/problems.ts';

/** What is wrong with one field of a request. */
export interface FieldProblem {
  readonly field: string;
  readonly found?: string;
  readonly expected: string;
}

/** A problem document (RFC 9457). `type` is a stable URN; `errors` and what else is known are extension members. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  /** The id of the request, under which the server's log says more. */
  readonly instance?: string;
  readonly errors?: readonly FieldProblem[];
}

export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), found: z.string().optional(), expected: z.string() })).optional(),
});

/** A refused request: what the server says about it, and after how many seconds to try again. */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly errors?: readonly FieldProblem[];
  readonly retryAfterSeconds?: number;

  constructor(
    code: string,
    detail: string,
    more: { status?: number; errors?: readonly FieldProblem[]; retryAfterSeconds?: number } = {},
  ) {
    super(detail);
    this.name = 'Problem';
    this.code = code;
    this.status = more.status ?? statusOfCode(code);
    this.errors = more.errors;
    this.retryAfterSeconds = more.retryAfterSeconds;
  }

  document(requestId?: string): ProblemDocument {
    return {
      type: `urn:quarterdeck:problem:${this.code}`,
      title: STATUS_CODES[this.status] ?? 'Error',
      status: this.status,
      ...(this.message === '' ? {} : { detail: this.message }),
      ...(requestId === undefined ? {} : { instance: `urn:quarterdeck:request:${requestId}` }),
      ...(this.errors === undefined ? {} : { errors: this.errors }),
    };
  }
}

const statuses: readonly (readonly [RegExp, number])[] = [
  [/^(unauthenticated|wrong-sign-in|wrong-code)$/, 401],
  [/^forbidden(-|$)/, 403],
  [/^(not-found|.+-not-found)$/, 404],
  [/^(conflict|.+-conflict|stale-version|duplicate|duplicate-.+)$/, 409],
  [/^version-required$/, 428],
  [/^too-many(-|$)/, 429],
  [/^unavailable$/, 503],
];

/** The HTTP status that a refusal's code stands for: 422 unless the code says otherwise. */
export function statusOfCode(code: string): number {
  return statuses.find(([pattern]) => pattern.test(code))?.[1] ?? 422;
}

/** Any error as the problem that may be told. What is not understood becomes a bare 500: never a stack, never SQL. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof Refused) return fromRefusal(error.refusal);
  if (error instanceof UnusableData) return fromUnusableData(error);
  if (error instanceof z.ZodError) return fromZod(error);
  if (error instanceof CommitOutcomeUnknown) {
    return unavailable('it is not known whether the change was kept; ask again with the same Idempotency-Key');
  }
  if (isConnectionLoss(error)) return unavailable('the database cannot be reached for the moment');
  return (
    fromDatabase(error) ??
    fromFastify(error) ??
    new Problem('internal', 'something broke here; the request id finds it in the log', { status: 500 })
  );
}

function fromRefusal(refusal: Refusal): Problem {
  const { code, message, field, found, expected } = refusal;
  if (field === undefined && expected === undefined) return new Problem(code, message);
  return new Problem(code, message, {
    errors: [{ field: field ?? '', ...shown(found), expected: expected ?? message }],
  });
}

function fromUnusableData(error: UnusableData): Problem {
  return new Problem('unusable-data', describeProblem(error.problems[0] ?? { expected: 'usable data' }), {
    errors: error.problems.map(({ file, line, column, found, expected }) => ({
      field: [file, line === undefined ? undefined : `line ${line}`, column]
        .filter((part) => part !== undefined)
        .join(', '),
      ...shown(found),
      expected,
    })),
  });
}

/** At most this many problems of one request are told. */
const listed = 50;

export function fromZod(error: z.ZodError, inside = ''): Problem {
  const errors = error.issues.slice(0, listed).flatMap((issue) => fieldProblems(issue, inside));
  const [first] = errors;
  return new Problem('invalid-request', first === undefined ? 'the request is not as expected' : lineOf(first), {
    errors,
  });
}

function lineOf({ field, expected }: FieldProblem): string {
  return field === '' ? expected : `${field}: ${expected}`;
}

function fieldProblems(issue: z.core.$ZodIssue, inside: string): FieldProblem[] {
  const field = [inside, ...issue.path.map(String)].filter((part) => part !== '').join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      field: field === '' ? key : `${field}.${key}`,
      expected: 'no field of this name',
    }));
  }
  return [{ field, ...(secret.test(field) ? {} : shown(issue.input)), expected: issue.message }];
}

/** Fields whose value is not repeated in an answer. */
const secret = /pass|secret|token|code|key$/i;

function shown(found: unknown): { found?: string } {
  if (typeof found === 'string') return { found: found.slice(0, 200) };
  if (typeof found === 'number' || typeof found === 'boolean' || found === null) return { found: String(found) };
  return {};
}

function unavailable(detail: string): Problem {
  return new Problem('unavailable', detail, { retryAfterSeconds: 1 });
}

/** PostgreSQL's five-character codes, by meaning. */
function fromDatabase(error: unknown): Problem | undefined {
  const code = codeOf(error);
  if (code === undefined || !/^[0-9A-Z]{5}$/.test(code)) return undefined;
  switch (code) {
    case '23505':
      return new Problem('duplicate', 'there is one with these values already');
    case '23503':
      return new Problem(
        'unknown-reference',
        'it points to something that does not exist, or something still points to it',
      );
    case '23502':
    case '23514':
      return new Problem('invalid-value', 'a value is missing or outside what is allowed');
    case '42501':
      return new Problem('forbidden', 'your position does not allow this');
    case '40001':
    case '40P01':
      return unavailable('others changed the same rows at the same moment; try again');
    case '57014':
      return unavailable('this took longer than a request may; narrow it down');
    default:
      if (code.startsWith('22')) return new Problem('invalid-value', 'a value cannot be stored or compared as it is');
      if (/^(08|53|57P|58)/.test(code)) return unavailable('the database cannot serve this for the moment');
      return undefined;
  }
}

/** Fastify's own refusals (body too large, wrong media type, …) carry a status below 500. */
function fromFastify(error: unknown): Problem | undefined {
  if (!(error instanceof Error)) return undefined;
  const { statusCode } = error as { statusCode?: unknown };
  if (typeof statusCode !== 'number' || statusCode < 400 || statusCode > 503) return undefined;
  const known: Record<number, [string, string]> = {
    400: ['invalid-request', 'the request cannot be read'],
    404: ['not-found', 'there is nothing at this address'],
    408: ['too-slow', 'the request took too long to arrive'],
    413: ['too-large', 'the body is larger than this address takes'],
    414: ['too-large', 'the address is too long'],
    415: ['unsupported-media-type', 'application/json is expected'],
    429: ['too-many-requests', 'too many requests; wait a moment'],
    503: ['unavailable', 'the server is busy; wait a moment'],
  };
  const found = known[statusCode];
  if (found === undefined)
    return statusCode < 500
      ? new Problem('invalid-request', 'the request cannot be served', { status: statusCode })
      : undefined;
  const [code, detail] = found;
  return new Problem(code, detail, { status: statusCode, ...(statusCode >= 429 ? { retryAfterSeconds: 1 } : {}) });
}
