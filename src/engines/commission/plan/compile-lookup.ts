import { type Exact, compare, exactFromText } from '../exact.ts';
import type { CompiledValue, Place, PlanCompiler } from './compiler.ts';
import { type StepDocument, compileSteps, findStep } from './compile-steps.ts';
import type { Lookup, PlanScope, StepPays } from './plan.ts';

type Source = string | number;
export type LookupDocument =
  | Source
  | { readonly by: Source; readonly map: Readonly<Record<string, Source>>; readonly otherwise?: Source }
  | { readonly by: Source; readonly steps: readonly StepDocument[] };

/** A rate or multiplier: one value, a map from a column's values, or steps over a value. */
export function compileLookup(
  compiler: PlanCompiler,
  document: LookupDocument,
  place: Place,
  pays: StepPays,
): Lookup & { readonly constant?: Exact } {
  if (typeof document !== 'object') {
    const compiled = compiler.nonNegative(document, place, `a ${pays}`);
    const clause = place.pointer;
    return {
      clause,
      find: (scope) => ({ value: compiled.value(scope), clause }),
      usesCredit: compiled.usesCredit,
      usesPeriod: compiled.usesPeriod,
      what: String(document),
      constant: compiled.constant,
    };
  }
  return 'map' in document
    ? compileMap(compiler, document.by, document.map, document.otherwise, place, pays)
    : compileStepLookup(compiler, document.by, document.steps, place, pays);
}

function compileMap(
  compiler: PlanCompiler,
  by: Source,
  map: Readonly<Record<string, Source>>,
  otherwise: Source | undefined,
  place: Place,
  pays: StepPays,
): Lookup {
  const column = String(by);
  const pointer = place.pointer;
  const entries = new Map<string, { compiled: CompiledValue; clause: string }>();
  for (const [key, source] of Object.entries(map)) {
    const clause = `${pointer}/map/${key}`;
    const folded = fold(key);
    if (entries.has(folded)) compiler.report(clause, 'each value once (case does not matter)', key);
    entries.set(folded, { compiled: compiler.nonNegative(source, { ...place, pointer: clause }, `a ${pays}`), clause });
  }
  const fallback =
    otherwise === undefined
      ? undefined
      : {
          compiled: compiler.nonNegative(otherwise, { ...place, pointer: `${pointer}/otherwise` }, `a ${pays}`),
          clause: `${pointer}/otherwise`,
        };
  const read = columnReader(compiler, column, place);
  const all = [...entries.values(), ...(fallback === undefined ? [] : [fallback])];
  return {
    clause: pointer,
    find(scope) {
      const entry = entries.get(fold(read(scope) ?? '')) ?? fallback;
      return entry === undefined ? undefined : { value: entry.compiled.value(scope), clause: entry.clause };
    },
    usesCredit: !column.startsWith('payee.') || all.some(({ compiled }) => compiled.usesCredit),
    usesPeriod: all.some(({ compiled }) => compiled.usesPeriod),
    what: column,
  };
}

function compileStepLookup(
  compiler: PlanCompiler,
  by: Source,
  documents: readonly StepDocument[],
  place: Place,
  pays: StepPays,
): Lookup {
  const compiled = compiler.value(by, { ...place, pointer: `${place.pointer}/by` });
  const steps = compileSteps(compiler, documents, { ...place, pointer: `${place.pointer}/steps` }, [pays]);
  return {
    clause: place.pointer,
    find(scope) {
      const value = compiled.value(scope);
      const step = findStep(
        steps,
        (bound) => within(compare(value, bound.value(scope)), 1, bound.included),
        (bound) => within(compare(value, bound.value(scope)), -1, bound.included),
      );
      return step === undefined ? undefined : { value: step.value(scope), clause: step.clause };
    },
    usesCredit: compiled.usesCredit,
    usesPeriod: compiled.usesPeriod,
    what: String(by),
  };
}

/** Whether an order relation lies on the wanted side of an edge. */
export function within(order: number, side: 1 | -1, included: boolean): boolean {
  return order === side || (order === 0 && included);
}

function columnReader(compiler: PlanCompiler, column: string, place: Place): (scope: PlanScope) => string | undefined {
  const pointer = `${place.pointer}/by`;
  if (column.startsWith('payee.')) {
    const slot = compiler.payeeSlot(column.slice(6), pointer, false);
    return ({ terms }) => terms.attributes[slot];
  }
  if (!place.credit) {
    compiler.report(pointer, 'payee.<column> (no single credit is looked at here)', column);
    return () => undefined;
  }
  if (column === 'event') {
    compiler.readsEvent = true;
    return ({ credit }) => credit!.event;
  }
  if (column === 'payee') return ({ credit }) => credit!.payee;
  const slot = compiler.creditSlot(column, pointer, false);
  return ({ credit }) => credit!.attributes[slot];
}

function fold(text: string): string {
  const plain = text.normalize('NFKC').trim().toLowerCase();
  return exactFromText(plain) === undefined
    ? plain
    : plain
        .replace(/^(-?)0+(?=\d)/, '$1')
        .replace(/(\.\d*?)0+$/, '$1')
        .replace(/\.$/, '');
}
