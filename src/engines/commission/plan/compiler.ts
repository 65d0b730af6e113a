import type { CivilDate } from '#kernel/civil-date.ts';
import { type Exact, exact, exactFromText, multiply, one } from '../exact.ts';
import { BlankValue, CannotCompute, type Names, compileExpression, wholeMonths } from '../expression/evaluate.ts';
import { type Expression, parseExpression } from '../expression/parse.ts';
import { ExpressionProblem } from '../expression/tokenise.ts';
import { type FunctionSpan, type Measure, type PlanProblem, type PlanScope, type Value, firstDay } from './plan.ts';

/** Where an expression stands decides what it may name. */
export interface Place {
  readonly pointer: string;
  /** The measure meant by bare `total`, `attainment`, `quota`. */
  readonly own?: Measure;
  readonly credit: boolean;
  readonly period: boolean;
}

export interface CompiledValue {
  readonly value: Value;
  readonly constant?: Exact;
  readonly usesCredit: boolean;
  readonly usesPeriod: boolean;
}

const unknownValue: CompiledValue = { value: () => one, usesCredit: false, usesPeriod: false };

/** Collects problems and the columns read while a plan document is compiled. */
export class PlanCompiler {
  readonly problems: PlanProblem[] = [];
  readonly notes: PlanProblem[] = [];
  readonly measures = new Map<string, Measure>();
  readonly componentIds: string[] = [];
  readonly creditColumns: string[] = [];
  readonly payeeColumns: string[] = [];
  readonly numericCreditColumns = new Set<string>();
  readonly numericPayeeColumns = new Set<string>();
  readonly firstUse = new Map<string, string>();
  readonly moneyColumns: ReadonlySet<string>;
  readsEvent = false;

  constructor(moneyColumns: ReadonlySet<string>) {
    this.moneyColumns = moneyColumns;
  }

  report(pointer: string, expected: string, found?: string, at?: number): void {
    this.problems.push({
      pointer,
      expected,
      ...(found === undefined ? {} : { found }),
      ...(at === undefined ? {} : { at }),
    });
  }

  creditSlot(column: string, pointer: string, numeric: boolean): number {
    if (numeric) this.numericCreditColumns.add(column);
    return this.#slot(this.creditColumns, column, `credit ${column}`, pointer);
  }

  payeeSlot(column: string, pointer: string, numeric: boolean): number {
    if (numeric) this.numericPayeeColumns.add(column);
    return this.#slot(this.payeeColumns, column, `payee ${column}`, pointer);
  }

  /** A number, percentage, fraction or expression. */
  value(source: string | number, place: Place): CompiledValue {
    let usesCredit = false;
    let usesPeriod = false;
    // As a name it would be taken for a column.
    if (/^[-+]?(?:nan|inf|infinity)$/i.test(String(source).trim())) {
      this.report(place.pointer, 'a number, percentage, fraction or expression', String(source));
      return unknownValue;
    }
    try {
      const expression = parseExpression(String(source));
      if (expression.kind === 'number') {
        const constant = expression.value;
        return { value: () => constant, constant, usesCredit, usesPeriod };
      }
      const names = this.#names(place, (kind) => {
        if (kind === 'credit') usesCredit = true;
        else usesPeriod = true;
      });
      return { value: compileExpression<PlanScope>(expression, names), usesCredit, usesPeriod };
    } catch (problem) {
      if (!(problem instanceof ExpressionProblem)) throw problem;
      this.report(place.pointer, problem.expected, problem.found, problem.at);
      return unknownValue;
    }
  }

  /** A value that must not depend on anything; `fallback` when it is left out. */
  constant(source: string | number | undefined, pointer: string, fallback: Exact): Exact {
    if (source === undefined) return fallback;
    const compiled = this.value(source, { pointer, credit: false, period: false });
    if (compiled.constant !== undefined) return compiled.constant;
    if (compiled !== unknownValue) this.report(pointer, 'a plain number, percentage or fraction', String(source));
    return fallback;
  }

  /** As value(), and refuses constants below zero. */
  nonNegative(source: string | number, place: Place, what: string): CompiledValue {
    const compiled = this.value(source, place);
    if (compiled.constant !== undefined && compiled.constant.n < 0n) {
      this.report(place.pointer, `${what} of zero or more`, String(source));
    }
    return compiled;
  }

  /** A measure by name, or an expression over one credit. */
  measure(source: string | number | undefined, pointer: string): Measure {
    const name = String(source ?? 'amount');
    const known = this.measures.get(name);
    if (known !== undefined) return known;
    const { value } = this.value(name, { pointer, credit: true, period: false });
    return { name, of: value, where: () => true, unit: name === 'count' || name === 'quantity' ? 'number' : 'money' };
  }

  #slot(columns: string[], column: string, key: string, pointer: string): number {
    const index = columns.indexOf(column);
    if (index !== -1) return index;
    this.firstUse.set(key, pointer);
    return columns.push(column) - 1;
  }

  #names(place: Place, uses: (kind: 'credit' | 'period') => void): Names<PlanScope> {
    const known = [
      ...(place.credit ? ['amount', 'count', 'a column of the credits'] : []),
      ...(place.period ? ['total', 'attainment', 'quota', 'earned(component)'] : []),
      'payee.<column>',
      'tenure',
      ...(this.measures.size > 0 ? [`the measures ${[...this.measures.keys()].join(', ')}`] : []),
    ].join(', ');
    return {
      known,
      number: (name) => {
        if (name === 'tenure') return tenure;
        if (name.startsWith('payee.')) {
          const slot = this.payeeSlot(name.slice(6), place.pointer, true);
          return ({ terms }) => readNumber(terms.attributes[slot], name);
        }
        if (place.period && place.own !== undefined && ['total', 'attainment', 'quota'].includes(name)) {
          uses('period');
          return measureValue(name, place.own);
        }
        if (this.measures.has(name) && place.period) {
          uses('period');
          return measureValue('total', this.measures.get(name)!);
        }
        if (!place.credit || name.includes('.')) return undefined;
        uses('credit');
        if (name === 'amount') return ({ credit }) => credit!.amount;
        if (name === 'count') return () => one;
        if (name === 'share') return ({ credit }) => credit!.share ?? one;
        const slot = this.creditSlot(name, place.pointer, true);
        if (!this.moneyColumns.has(name)) return ({ credit }) => readNumber(credit!.attributes[slot], name);
        return ({ credit }) => {
          const own = readNumber(credit!.attributes[slot], name);
          const { exchangeRate } = credit!;
          return exchangeRate === undefined ? own : multiply(own, exchangeRate);
        };
      },
      text: (name) => {
        if (name === 'payee.hired') return ({ terms }) => terms.hired;
        if (name.startsWith('payee.')) {
          const slot = this.payeeSlot(name.slice(6), place.pointer, false);
          return ({ terms }) => terms.attributes[slot];
        }
        if (name === 'day') return ({ day }) => day;
        if (!place.credit || name.includes('.')) return undefined;
        uses('credit');
        if (name === 'date') return ({ credit }) => credit!.date;
        if (name === 'event') {
          this.readsEvent = true;
          return ({ credit }) => credit!.event;
        }
        const slot = this.creditSlot(name, place.pointer, false);
        return ({ credit }) => credit!.attributes[slot];
      },
      measureCall: (name, argument, span) => {
        if (!place.period || !['total', 'attainment', 'quota', 'earned'].includes(name)) return undefined;
        if (name === 'earned') {
          if (argument === undefined || !this.componentIds.includes(argument)) return undefined;
          uses('period');
          return ({ state }) => state.earned(argument);
        }
        const measure =
          argument === undefined ? place.own : (this.measures.get(argument) ?? this.#builtInMeasure(argument));
        if (measure === undefined || !isFunctionSpan(span)) return undefined;
        uses('period');
        return measureValue(name, measure, span);
      },
    };
  }

  #builtInMeasure(name: string): Measure | undefined {
    return name === 'amount' || name === 'count' ? this.measure(name, '') : undefined;
  }
}

function measureValue(name: string, measure: Measure, span?: FunctionSpan): Value {
  if (name === 'total') return ({ state }) => state.total(measure, span);
  if (name === 'quota') return ({ state }) => state.quota(measure.name, span);
  return ({ state }) => attainment(state.total(measure, span), state.quota(measure.name, span), measure.name);
}

const functionSpans: readonly string[] = ['week', 'month', 'quarter', 'half-year', 'year', 'plan', 'year_to_date'];

function isFunctionSpan(span: string | undefined): span is FunctionSpan | undefined {
  return span === undefined || functionSpans.includes(span);
}

/** Total ÷ quota. A quota of zero has no attainment. */
export function attainment(total: Exact, quota: Exact, measure: string): Exact {
  if (quota.n <= 0n) throw new CannotCompute(`the quota of ${measure} is ${quota.n === 0n ? 'zero' : 'negative'}`);
  return { n: total.n * quota.d, d: total.d * quota.n };
}

const tenure: Value = ({ terms, day }) => exact(Math.max(0, wholeMonths(hiredOf(terms.hired, terms.from), day)));

function hiredOf(hired: CivilDate | undefined, from: CivilDate): CivilDate {
  if (hired !== undefined) return hired;
  if (from === firstDay) throw new CannotCompute('the day of hire is not known (a "hired" column in the payees file)');
  return from;
}

/** Reads an attribute as a number: '1200', '0.05', '5%'. */
export function readNumber(text: string | undefined, name: string): Exact {
  if (text === undefined || text === '') throw new BlankValue(`${name} is blank`);
  const value = text.endsWith('%') ? exactFromText(`${text.slice(0, -1)}e-2`) : exactFromText(text);
  if (value === undefined) throw new CannotCompute(`${name} is ${JSON.stringify(text)}, not a number`);
  return value;
}

export type { Expression };
