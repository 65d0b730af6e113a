import type { z } from 'zod';
import { compilePlan } from './compile-plan.ts';
import type { Plan, PlanProblem } from './plan.ts';
import { planSchema } from './schema.ts';

type Issue = z.core.$ZodIssue;

/**
 * Checks and compiles a plan document (plain data, as JSON or from YAML). Problems name the place as a JSON pointer, what
 * was found and what was expected; whoever read the text turns pointers into lines.
 */
export function readPlan(document: unknown): { readonly plan: Plan } | { readonly problems: readonly PlanProblem[] } {
  const checked = planSchema.safeParse(document);
  if (checked.success) return compilePlan(checked.data);
  return { problems: checked.error.issues.flatMap((issue) => problemsOf(issue, document, [])) };
}

function problemsOf(issue: Issue, document: unknown, above: readonly PropertyKey[]): PlanProblem[] {
  const path = [...above, ...issue.path];
  const pointer = toPointer(path);
  const value = valueAt(document, path);
  const found = value === undefined ? undefined : shorten(JSON.stringify(value) ?? 'nothing');
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        pointer: `${pointer}/${key}`,
        found: key,
        expected: 'a key of the plan language (docs/plans/plan.schema.json lists them)',
      }));
    case 'invalid_union': {
      const branches = issue.errors.filter((errors) => errors.length > 0);
      if (branches.length === 0) {
        return [{ pointer, found, expected: kindsExpected(issue, path) }];
      }
      const best = branches.reduce((left, right) => (score(right) > score(left) ? right : left));
      const deep = best.flatMap((nested) => problemsOf(nested, document, path));
      return best.some((nested) => nested.path.length > 0 || nested.code === 'unrecognized_keys')
        ? deep
        : [
            {
              pointer,
              found,
              expected: [...new Set(branches.flat().map((nested) => expectation(nested)))].join(', or '),
            },
          ];
    }
    default:
      return [{ pointer, ...(found === undefined ? {} : { found }), expected: expectation(issue) }];
  }
}

function kindsExpected(issue: Issue, path: readonly PropertyKey[]): string {
  const options = 'options' in issue && Array.isArray(issue.options) ? issue.options : undefined;
  if (options !== undefined) return `one of ${options.join(', ')}`;
  return path.at(-1) === 'kind' ? 'commission, bonus, spif, override, mbo, fixed or pool' : 'another value';
}

/** Which branch of a union the writer most likely meant: the one that got furthest. */
function score(errors: readonly Issue[]): number {
  return Math.max(...errors.map(({ path }) => path.length)) * 10 - errors.length;
}

function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeNames[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return `one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return issue.origin === 'array' ? `at least ${issue.minimum} entries` : `at least ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'array' ? `at most ${issue.maximum} entries` : `at most ${issue.maximum}`;
    case 'invalid_format':
      return formatNames[String('pattern' in issue ? issue.pattern : '')] ?? issue.message;
    case 'invalid_key':
      return 'a short name without spaces';
    default:
      return issue.message;
  }
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  array: 'a list',
  object: 'keys with values',
  record: 'names with values',
  boolean: 'true or false',
};

const formatNames: Readonly<Record<string, string>> = {
  '/^[A-Z]{3}$/': 'a currency code such as CNY',
  '/^\\d{4}-\\d{2}-\\d{2}$/': 'a day such as 2026-11-23',
  '/^[\\p{L}_][\\p{L}\\p{N}_-]*$/u': 'a short name without spaces, such as new-business',
};

export function toPointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key)}`).join('');
}

function valueAt(document: unknown, path: readonly PropertyKey[]): unknown {
  let value = document;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
