import type { z } from 'zod';
import type { AnyRoute } from './define-route.ts';
import { Problem, fromZod } from './problem.ts';
import { withUnknownKeys } from './unknown-keys.ts';

type Parse = (value: unknown) => unknown;

/** Reads the three parts of a request by the route's schemas, which are made strict once. */
export interface RequestReader {
  readonly params: Parse;
  readonly query: Parse;
  readonly body: Parse;
}

/** @throws Problem 422 `invalid-request` with every field that is wrong (when the reader is called) */
export function requestReader(route: AnyRoute): RequestReader {
  return {
    params: reader(route.params, ''),
    query: reader(route.query, ''),
    body: reader(route.body, ''),
  };
}

function reader(schema: z.ZodType | undefined, inside: string): Parse {
  if (schema === undefined) return refuseAny;
  const strict = withUnknownKeys(schema, 'refuse');
  return (value) => {
    const read = strict.safeParse(value, { reportInput: true });
    if (!read.success) throw fromZod(read.error, inside);
    return read.data;
  };
}

/** Where nothing is declared nothing is taken: keys are refused, an empty object is nothing. */
function refuseAny(value: unknown): undefined {
  if (value === undefined || value === null) return undefined;
  const keys = typeof value === 'object' ? Object.keys(value) : [''];
  if (keys.length === 0) return undefined;
  throw new Problem('invalid-request', `${keys[0]}: nothing is expected here`, {
    errors: keys.slice(0, 50).map((field) => ({ field, expected: 'no field of this name' })),
  });
}
