import { parseCivilDate } from '#kernel/civil-date.ts';
import { compare, exactFromText } from '../exact.ts';
import type { PlanCompiler } from './compiler.ts';
import { readNumber } from './compiler.ts';
import type { Credit, CreditTest, PayeeTerms, TermsTest } from './plan.ts';
import type { Condition } from './schema.ts';

type Plain = string | number | boolean;
type Read = (credit: Credit | undefined, terms: PayeeTerms) => string | undefined;
type Range = Partial<Record<'atLeast' | 'above' | 'atMost' | 'below', string | number>>;

const rangeTests = {
  atLeast: (order: number) => order >= 0,
  above: (order: number) => order > 0,
  atMost: (order: number) => order <= 0,
  below: (order: number) => order < 0,
} as const;
const rangeKeys = ['atLeast', 'above', 'atMost', 'below'] as const;
/** A filter remembers its verdict on a text; above this many distinct texts it just decides again. */
const remembered = 10_000;

/** `where` over the columns of a credit (and payee.<column>). */
export function compileCreditFilter(
  compiler: PlanCompiler,
  filter: Readonly<Record<string, Condition>> | undefined,
  pointer: string,
): CreditTest {
  const tests = Object.entries(filter ?? {}).map(([column, condition]) => {
    const at = `${pointer}/${column}`;
    const isNumeric = isRange(condition) && !isDateRange(condition);
    if (column === 'amount' && isRange(condition)) {
      const range = numericRange(compiler, condition, at);
      return (credit: Credit) => range((order) => compare(credit.amount, order));
    }
    return compileCondition(compiler, condition, at, creditReader(compiler, column, at, isNumeric));
  });
  if (tests.length === 0) return () => true;
  if (tests.length === 1) return tests[0];
  return (credit, terms) => tests.every((test) => test(credit, terms));
}

/** `for` over the columns of the payees file; a leading "payee." may be written. */
export function compileTermsFilter(
  compiler: PlanCompiler,
  filter: Readonly<Record<string, Condition>> | undefined,
  pointer: string,
): TermsTest {
  const tests = Object.entries(filter ?? {}).map(([column, condition]) => {
    const at = `${pointer}/${column}`;
    const numeric = isRange(condition) && !isDateRange(condition);
    return compileCondition(
      compiler,
      condition,
      at,
      payeeReader(compiler, column.replace(/^payee\./, ''), at, numeric),
    );
  });
  return (terms) => tests.every((test) => test(undefined, terms));
}

function creditReader(compiler: PlanCompiler, column: string, pointer: string, numeric: boolean): Read {
  if (column.startsWith('payee.')) return payeeReader(compiler, column.slice(6), pointer, numeric);
  if (column === 'date') return (credit) => credit!.date;
  if (column === 'event') {
    compiler.readsEvent = true;
    return (credit) => credit!.event;
  }
  if (column === 'payee') return (credit) => credit!.payee;
  if (column === 'id') return (credit) => credit!.id;
  const slot = compiler.creditSlot(column, pointer, numeric);
  return (credit) => credit!.attributes[slot];
}

function payeeReader(compiler: PlanCompiler, column: string, pointer: string, numeric: boolean): Read {
  if (column === 'payee' || column === 'id') return (_, terms) => terms.id;
  if (column === 'manager') return (_, terms) => terms.manager;
  if (column === 'hired') return (_, terms) => terms.hired;
  const slot = compiler.payeeSlot(column, pointer, numeric);
  return (_, terms) => terms.attributes[slot];
}

function compileCondition(
  compiler: PlanCompiler,
  condition: Condition,
  pointer: string,
  read: Read,
): (credit: Credit | undefined, terms: PayeeTerms) => boolean {
  const decide = decision(compiler, condition, pointer);
  const verdicts = new Map<string, boolean>();
  return (credit, terms) => {
    const text = read(credit, terms) ?? '';
    let verdict = verdicts.get(text);
    if (verdict === undefined) {
      verdict = decide(text);
      if (verdicts.size < remembered) verdicts.set(text, verdict);
    }
    return verdict;
  };
}

function decision(compiler: PlanCompiler, condition: Condition, pointer: string): (text: string) => boolean {
  if (typeof condition !== 'object') return oneOf([condition]);
  if (Array.isArray(condition)) return oneOf(condition);
  const parts: ((text: string) => boolean)[] = [];
  const { not } = condition;
  if (not !== undefined) {
    const excluded = oneOf(Array.isArray(not) ? not : [not]);
    parts.push((text) => !excluded(text));
  }
  if (isDateRange(condition)) {
    for (const key of rangeKeys) {
      const bound = condition[key];
      if (bound !== undefined)
        parts.push((text) => text !== '' && rangeTests[key](text < String(bound) ? -1 : text > String(bound) ? 1 : 0));
    }
  } else if (isRange(condition)) {
    const range = numericRange(compiler, condition, pointer);
    parts.push((text) => text !== '' && range((bound) => compare(readNumber(text, pointer.split('/').at(-1)!), bound)));
  }
  if (parts.length === 0)
    compiler.report(pointer, 'a value, a list, or one of not, atLeast, above, atMost, below', '{}');
  return (text) => parts.every((part) => part(text));
}

function numericRange(compiler: PlanCompiler, range: Range, pointer: string) {
  const zero = exactFromText('0')!;
  const tests = rangeKeys.flatMap((key) => {
    const bound = range[key];
    return bound === undefined
      ? []
      : [{ bound: compiler.constant(bound, `${pointer}/${key}`, zero), holds: rangeTests[key] }];
  });
  return (order: (bound: { n: bigint; d: bigint }) => number): boolean =>
    tests.every(({ bound, holds }) => holds(order(bound)));
}

function oneOf(values: readonly Plain[]): (text: string) => boolean {
  const accepted = new Set(values.map((value) => fold(String(value))));
  const numbers = values.flatMap((value) => exactFromText(String(value)) ?? []);
  return (text) => {
    if (accepted.has(fold(text))) return true;
    const number = numbers.length === 0 ? undefined : exactFromText(text);
    return number !== undefined && numbers.some((one) => compare(one, number) === 0);
  };
}

function fold(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

function isRange(condition: Condition): condition is Range & { not?: Plain | Plain[] } {
  return (
    typeof condition === 'object' && !Array.isArray(condition) && rangeKeys.some((key) => condition[key] !== undefined)
  );
}

function isDateRange(condition: Condition): condition is Range & { not?: Plain | Plain[] } {
  return isRange(condition) && rangeKeys.every((key) => condition[key] === undefined || isDay(condition[key]));
}

function isDay(value: string | number): boolean {
  return typeof value === 'string' && parseCivilDate(value) !== undefined;
}
