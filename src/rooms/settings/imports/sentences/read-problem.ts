import { importProblemReader } from '#platform/importing/sentences/import-problem-reader.ts';
import { ruleRefusals } from './rule-refusals.ts';
import { runProblems } from './run-problems.ts';

/** A problem or warning of an import as every reader gets it; undefined when it is none of the known sentences. */
export const readProblem = importProblemReader([...ruleRefusals, ...runProblems]);
