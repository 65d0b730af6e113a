import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Plan, PlanProblem } from '#engines/commission/plan/plan.ts';
import { readPlan } from '#engines/commission/plan/read-plan.ts';
import { type DataProblem, UnusableData, unusable } from '#kernel/unusable-data.ts';
import { type PlanText, readPlanText } from '#platform/plan-documents/read-plan-text.ts';

export interface LoadedPlan {
  readonly plan: Plan;
  readonly file: string;
  /** Line and column of a place in the plan, for messages. */
  problemAt(problem: PlanProblem): DataProblem;
}

/** Reads, checks and compiles a plan document. Throws UnusableData that points at line and column. */
export async function loadPlan(path: string): Promise<LoadedPlan> {
  const file = basename(path);
  const bytes = await readFile(path).catch(() => {
    throw unusable('a plan document that exists', { file: path });
  });
  const text = readPlanText(decode(bytes, file), file);
  const problemAt = toDataProblem(text, file);
  const read = readPlan(text.data);
  if ('problems' in read) throw new UnusableData(read.problems.map(problemAt));
  return { plan: read.plan, file, problemAt };
}

function decode(bytes: Uint8Array, file: string): string {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // tried with the next encoding
    }
  }
  throw unusable('a plan document in UTF-8', { file });
}

function toDataProblem(text: PlanText, file: string): (problem: PlanProblem) => DataProblem {
  return ({ pointer, at, found, expected }) => {
    const { line, column } = text.placeOf(pointer, at);
    return {
      file,
      line,
      column: String(column),
      ...(found === undefined ? {} : { found }),
      expected: `${expected} (at ${pointer === '' ? 'the top' : pointer})`,
    };
  };
}
