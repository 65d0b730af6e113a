import { compare } from '../exact.ts';
import type { Place, PlanCompiler } from './compiler.ts';
import type { Bound, Step, StepPays, Steps, Value } from './plan.ts';

export interface StepDocument {
  readonly from?: string | number;
  readonly above?: string | number;
  readonly upTo?: string | number;
  readonly below?: string | number;
  readonly rate?: string | number;
  readonly multiply?: string | number;
  readonly amount?: string | number;
  readonly payout?: string | number;
  readonly share?: string | number;
}

const payKeys = ['rate', 'multiply', 'amount', 'payout', 'share'] as const;

/**
 * Compiles a table of steps and checks that it has no gap and no overlap, not even on a single edge: where one step
 * says `upTo` (edge included) the next may only say `above` the same number, and `below` goes with `from`.
 */
export function compileSteps(
  compiler: PlanCompiler,
  documents: readonly StepDocument[],
  place: Place,
  allowed: readonly StepPays[],
): Steps {
  const pays = payKeys.find((key) => documents[0][key] !== undefined) ?? allowed[0];
  const steps: Step[] = [];
  let usesPeriod = false;
  for (const [index, document] of documents.entries()) {
    const clause = `${place.pointer}/${index}`;
    checkPayKeys(compiler, document, clause, pays, allowed);
    const lower = readBound(compiler, document, place, clause, 'from', 'above');
    const upper = readBound(compiler, document, place, clause, 'upTo', 'below');
    const compiled = compiler.nonNegative(document[pays] ?? 0, { ...place, pointer: `${clause}/${pays}` }, `a ${pays}`);
    usesPeriod ||= compiled.usesPeriod;
    const previous = steps.at(-1);
    const start = previous === undefined ? lower : joinEdges(compiler, previous, lower, clause, index);
    if (start?.constant !== undefined && upper?.constant !== undefined) {
      const order = compare(start.constant, upper.constant);
      if (order > 0 || (order === 0 && !(start.included && upper.included))) {
        compiler.report(
          clause,
          'a step that ends above where it starts (steps in ascending order)',
          describeStep(document),
        );
      }
    }
    if (upper === undefined && index < documents.length - 1 && boundOf(documents[index + 1]) === undefined) {
      compiler.report(clause, 'an end (upTo or below), because another step follows', describeStep(document));
    }
    steps.push({ lower: start, upper, value: compiled.value, clause });
  }
  return { pays, steps: closeOpenEnds(steps), usesPeriod };
}

/** Which step holds `value`; undefined when none does. Bounds that depend on the payee are read in `scope`. */
export function findStep(
  steps: Steps,
  isBeyondLower: (bound: Bound) => boolean,
  isWithinUpper: (bound: Bound) => boolean,
): Step | undefined {
  for (const step of steps.steps) {
    if (step.lower !== undefined && !isBeyondLower(step.lower)) return undefined;
    if (step.upper === undefined || isWithinUpper(step.upper)) return step;
  }
  return undefined;
}

function readBound(
  compiler: PlanCompiler,
  document: StepDocument,
  place: Place,
  clause: string,
  included: 'from' | 'upTo',
  excluded: 'above' | 'below',
): Bound | undefined {
  if (document[included] !== undefined && document[excluded] !== undefined) {
    compiler.report(
      clause,
      `${included} (edge included) or ${excluded} (edge excluded), not both`,
      describeStep(document),
    );
  }
  const key = document[included] !== undefined ? included : excluded;
  const source = document[key];
  if (source === undefined) return undefined;
  const { value, constant } = compiler.value(source, {
    ...place,
    pointer: `${clause}/${key}`,
    credit: false,
    period: false,
  });
  return { value, constant, included: key === included };
}

function joinEdges(
  compiler: PlanCompiler,
  previous: Step,
  lower: Bound | undefined,
  clause: string,
  index: number,
): Bound | undefined {
  const end = previous.upper;
  if (end === undefined) {
    if (lower === undefined) compiler.report(clause, `a start (from or above), or an end in step ${index}`);
    return lower;
  }
  const start: Bound = { value: end.value, constant: end.constant, included: !end.included };
  if (lower === undefined) return start;
  if (lower.constant === undefined || end.constant === undefined) return lower;
  const order = compare(lower.constant, end.constant);
  const word = end.included ? 'above' : 'from';
  if (order !== 0) {
    compiler.report(
      clause,
      `no ${order > 0 ? 'gap' : 'overlap'} between step ${index} and step ${index + 1}: write "${word}" with the same edge as step ${index}, or leave the start out`,
      order > 0 ? 'amounts that lie in no step' : 'amounts that lie in two steps',
    );
  } else if (lower.included === end.included) {
    compiler.report(
      clause,
      `the edge in exactly one step: write "${word}" here, or change the end of step ${index}`,
      end.included ? 'an edge that lies in two steps' : 'an edge that lies in no step',
    );
  }
  return lower;
}

/** A step without an end ends where the next one starts. */
function closeOpenEnds(steps: readonly Step[]): Step[] {
  return steps.map((step, index) => {
    const next = steps[index + 1];
    if (step.upper !== undefined || next?.lower === undefined) return step;
    const { value, constant, included } = next.lower;
    return { ...step, upper: { value, constant, included: !included } };
  });
}

function checkPayKeys(
  compiler: PlanCompiler,
  document: StepDocument,
  clause: string,
  pays: StepPays,
  allowed: readonly StepPays[],
): void {
  const given = payKeys.filter((key) => document[key] !== undefined);
  if (given.length !== 1 || given[0] !== pays || !allowed.includes(pays)) {
    compiler.report(
      clause,
      `exactly one of ${allowed.join(', ')}, the same in every step`,
      given.length === 0 ? 'none' : given.join(', '),
    );
  }
}

function boundOf(document: StepDocument): string | number | undefined {
  return document.from ?? document.above;
}

function describeStep(document: StepDocument): string {
  return JSON.stringify(document);
}

export type { Value };
