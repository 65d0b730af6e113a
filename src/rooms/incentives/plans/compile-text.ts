import { describePlan } from '#engines/commission/explanation/describe-plan.ts';
import type { Plan, PlanProblem } from '#engines/commission/plan/plan.ts';
import { readPlan } from '#engines/commission/plan/read-plan.ts';
import type { PlanDocument } from '#engines/commission/plan/schema.ts';
import { UnusableData } from '#kernel/unusable-data.ts';
import type { CompanySettings } from '#platform/company/company-settings.ts';
import { type PlanText, readPlanText } from '#platform/plan-documents/read-plan-text.ts';
import type { z } from 'zod';
import { inWords, saidByEngine } from '../plan-words.ts';
import type { PlanProblemView, planCheckSchema } from './contract.ts';
import { unrecordedNotes } from './unrecorded-notes.ts';

const file = 'plan';

export interface CompiledText {
  readonly plan: Plan;
  readonly document: PlanDocument;
  readonly notes: readonly PlanProblemView[];
  readonly placeOf: PlanText['placeOf'];
}

/** Compiled plans never change; the texts in use are few. */
const compiledBefore = new Map<string, CompiledText>();
const mostKept = 200;

/** Compiles a plan text, once. Throws UnusableData with line and column of everything that is wrong. */
export function compileText(text: string): CompiledText {
  const known = compiledBefore.get(text);
  if (known !== undefined) return known;
  const compiled = compile(text);
  if (compiledBefore.size >= mostKept) compiledBefore.delete(compiledBefore.keys().next().value!);
  compiledBefore.set(text, compiled);
  return compiled;
}

function compile(text: string): CompiledText {
  const read = readPlanText(text, file);
  const compiled = readPlan(read.data);
  if ('problems' in compiled) {
    throw new UnusableData(
      compiled.problems.map((problem) => {
        const { line, column } = read.placeOf(problem.pointer, problem.at);
        const { found, expected } = problem;
        return { file, line, column: String(column), ...(found === undefined ? {} : { found }), expected };
      }),
    );
  }
  const { plan } = compiled;
  return {
    plan,
    document: plan.document,
    notes: plan.notes.map((note) => placed(read, note)),
    placeOf: (pointer, at) => read.placeOf(pointer, at),
  };
}

/** What is wrong with a text, if anything, and what it says in words. Never throws for what its author wrote. */
export function checkText(
  text: string,
  company: Pick<CompanySettings, 'customFields'>,
): z.input<typeof planCheckSchema> {
  const nothing = { notes: [], document: null, clauses: [], reads: { credit: [], payee: [] } };
  let read: PlanText;
  try {
    read = readPlanText(text, file);
  } catch (error) {
    if (!(error instanceof UnusableData)) throw error;
    const problems = error.problems.map(({ line, column, found, expected }) => ({
      line: line ?? 1,
      column: Number(column ?? 1),
      pointer: '',
      ...(found === undefined ? {} : { found: saidByEngine(found) }),
      expected: saidByEngine(expected),
    }));
    return { ...nothing, problems };
  }
  const compiled = readPlan(read.data);
  if ('problems' in compiled) {
    return {
      ...nothing,
      document: read.data ?? null,
      problems: compiled.problems.map((problem) => placed(read, problem)),
    };
  }
  const { plan } = compiled;
  return {
    problems: [],
    notes: [
      ...plan.notes.map((note) => placed(read, note)),
      ...unrecordedNotes(plan, (pointer, at) => read.placeOf(pointer, at), company),
    ],
    document: read.data,
    clauses: describePlan(plan.document).map(({ clause, text }) => ({ clause, text: inWords(text) })),
    reads: { credit: [...plan.reads.creditColumns], payee: [...plan.reads.payeeColumns] },
  };
}

function placed(text: PlanText, { pointer, at, found, expected }: PlanProblem): PlanProblemView {
  return {
    ...text.placeOf(pointer, at),
    pointer,
    ...(found === undefined ? {} : { found: saidByEngine(found) }),
    expected: saidByEngine(expected),
  };
}
