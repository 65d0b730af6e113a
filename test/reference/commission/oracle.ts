/**
 * An oracle for the commission engine, written apart from it and as plainly as possible: fractions that are always in
 * lowest terms, payout functions by area under the rate steps, no streams, no compiling. It imports nothing.
 * It answers for one component (flat, marginal or whole steps; total or attainment; month or year), product rates, splits,
 * dated exchange rates, full and partial returns (mirror), a cap per month, a draw, and rounding by largest remainder.
 */
export type Fraction = readonly [bigint, bigint];

export interface OracleCredit {
  readonly id: string;
  readonly payee: string;
  /** Month 1-12 and day 1-28 of one year. */
  readonly month: number;
  readonly day: number;
  readonly cents: bigint;
  readonly share: Fraction;
  readonly product: string;
  readonly currency: string;
}

export interface OracleReturn {
  readonly id: string;
  readonly of: string;
  readonly month: number;
  readonly day: number;
  readonly part: Fraction;
}

export interface OracleCase {
  /** Ends of the steps (in money, or in thousandths of the quota) and what each pays; the last has no end. */
  readonly steps: readonly { readonly end: Fraction | null; readonly value: Fraction }[];
  readonly method: 'marginal' | 'whole';
  /** Quota of a year; steps are then shares of it (a twelfth for months). */
  readonly quota: Fraction | null;
  readonly yearly: boolean;
  readonly products: Readonly<Record<string, Fraction>>;
  readonly cap: bigint | null;
  readonly draw: { readonly cents: bigint; readonly recoverable: boolean } | null;
  readonly clawback: Fraction;
  readonly credits: readonly OracleCredit[];
  readonly returns: readonly OracleReturn[];
  /** currency → rates by month of the year (index 0 is January). */
  readonly rates: Readonly<Record<string, readonly Fraction[]>>;
}

const none: Fraction = [0n, 1n];
const whole: Fraction = [1n, 1n];

function fraction(n: bigint, d: bigint): Fraction {
  let [a, b] = [n < 0n ? -n : n, d < 0n ? -d : d];
  while (b) [a, b] = [b, a % b];
  const sign = d < 0n ? -1n : 1n;
  return [(sign * n) / (a || 1n), (sign * d) / (a || 1n)];
}
const plus = (x: Fraction, y: Fraction): Fraction => fraction(x[0] * y[1] + y[0] * x[1], x[1] * y[1]);
const minus = (x: Fraction, y: Fraction): Fraction => plus(x, [-y[0], y[1]]);
const times = (x: Fraction, y: Fraction): Fraction => fraction(x[0] * y[0], x[1] * y[1]);
const over = (x: Fraction, y: Fraction): Fraction => fraction(x[0] * y[1], x[1] * y[0]);
const less = (x: Fraction, y: Fraction): boolean => x[0] * y[1] < y[0] * x[1];
const lower = (x: Fraction, y: Fraction): Fraction => (less(x, y) ? x : y);
const higher = (x: Fraction, y: Fraction): Fraction => (less(x, y) ? y : x);

function floor([n, d]: Fraction): bigint {
  return n >= 0n ? n / d : -((-n + d - 1n) / d);
}

/** Half away from zero. */
function round([n, d]: Fraction): bigint {
  return n >= 0n ? (2n * n + d) / (2n * d) : -((-2n * n + d) / (2n * d));
}

interface Entry {
  readonly credit: OracleCredit;
  /** In the plan's cents, the payee's share; negative for a return. */
  readonly value: Fraction;
  readonly month: number;
  readonly order: string;
  readonly isReturn: boolean;
}

interface PaidLine {
  readonly credit: string;
  readonly cents: Fraction;
  rounded: bigint;
  returned: bigint;
  back: Fraction;
}

/** Cents that `payee` is paid in each month 1-12. */
export function oraclePay(input: OracleCase, payee: string): bigint[] {
  const months = Array.from({ length: 12 }, (_, i) => i + 1);
  const lines = new Map<number, PaidLine[]>(months.map((month) => [month, []]));
  const spans = input.yearly ? [months] : months.map((month) => [month]);
  for (const span of spans) {
    if (input.method === 'marginal') marginalSpan(input, payee, span, lines);
    else wholeSpan(input, payee, span, lines);
  }
  const pays: bigint[] = [];
  let debt = 0n;
  const paidLines: { line: PaidLine; month: number }[] = [];
  for (const month of months) {
    const own = lines.get(month)!;
    const returns = returnsDue(input, payee, month, paidLines, own);
    const capLine = capOf(input, own, returns);
    roundLargestRemainder(capLine === null ? own : [...own, capLine]);
    let pay = own.reduce((sum, { rounded }) => sum + rounded, 0n) + (capLine?.rounded ?? 0n);
    for (const line of own) paidLines.push({ line, month });
    for (const { line, upTo } of returns) {
      const now = round(times(upTo, [line.rounded, 1n]));
      pay -= now - line.returned;
      line.returned = now;
    }
    if (input.draw !== null) {
      if (pay < input.draw.cents) {
        if (input.draw.recoverable) debt += input.draw.cents - pay;
        pay = input.draw.cents;
      } else if (debt > 0n) {
        const back = pay - input.draw.cents < debt ? pay - input.draw.cents : debt;
        debt -= back;
        pay -= back;
      }
    }
    pays.push(pay);
  }
  return pays;
}

/** Everything of one payee in a span up to a month, in order of day and id; returns only lower their own span. */
function entriesOf(input: OracleCase, payee: string, span: readonly number[], upTo: number): Entry[] {
  const entries: Entry[] = [];
  for (const credit of input.credits) {
    if (credit.payee !== payee) continue;
    const rate = credit.currency === 'USD' ? whole : input.rates[credit.currency][credit.month - 1];
    const value = times(times([credit.cents, 1n], rate), credit.share);
    if (span.includes(credit.month) && credit.month <= upTo) {
      entries.push({
        credit,
        value,
        month: credit.month,
        order: orderOf(credit.month, credit.day, credit.id),
        isReturn: false,
      });
    }
    for (const back of input.returns) {
      if (back.of !== credit.id || !span.includes(back.month) || !span.includes(credit.month) || back.month > upTo)
        continue;
      const negative = times(value, [-back.part[0], back.part[1]]);
      entries.push({
        credit,
        value: negative,
        month: back.month,
        order: orderOf(back.month, back.day, back.id),
        isReturn: true,
      });
    }
  }
  return entries.sort((x, y) => (x.order < y.order ? -1 : 1));
}

function orderOf(month: number, day: number, id: string): string {
  return `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')} ${id}`;
}

function stepEnds(input: OracleCase): (Fraction | null)[] {
  const scale = input.quota === null ? whole : input.yearly ? input.quota : over(input.quota, [12n, 1n]);
  return input.steps.map(({ end }) => (end === null ? null : times(times(end, scale), [100n, 1n])));
}

function marginalSpan(input: OracleCase, payee: string, span: readonly number[], lines: Map<number, PaidLine[]>): void {
  const ends = stepEnds(input);
  let total = none;
  for (const { credit, value, month, isReturn } of entriesOf(input, payee, span, 12)) {
    const [before, after] = [total, plus(total, value)];
    total = after;
    if (isReturn) continue;
    const rate = input.products[credit.product];
    for (let i = 0; i < input.steps.length; i++) {
      const start = i === 0 ? null : ends[i - 1];
      const clip = (x: Fraction): Fraction => {
        const above = start === null ? x : higher(x, start);
        return ends[i] === null ? above : lower(above, ends[i]!);
      };
      const part = minus(clip(after), clip(before));
      if (part[0] !== 0n) lines.get(month)!.push(lineOf(credit.id, times(times(part, rate), input.steps[i].value)));
    }
  }
}

/** The step reached pays for everything; each month pays what is owed by now less what was paid before. */
function wholeSpan(input: OracleCase, payee: string, span: readonly number[], lines: Map<number, PaidLine[]>): void {
  const ends = stepEnds(input);
  const paid = new Map<string, Fraction>();
  for (const month of span) {
    const entries = entriesOf(input, payee, span, month);
    const total = entries.reduce((sum, { value }) => plus(sum, value), none);
    const index = ends.findIndex((end) => end === null || less(total, end));
    for (const { credit, value, isReturn } of entries) {
      if (isReturn) continue;
      const owed = times(times(value, input.products[credit.product]), input.steps[index].value);
      const more = minus(owed, paid.get(credit.id) ?? none);
      paid.set(credit.id, owed);
      if (more[0] !== 0n) lines.get(month)!.push(lineOf(credit.id, more));
    }
  }
}

function lineOf(credit: string, cents: Fraction): PaidLine {
  return { credit, cents, rounded: 0n, returned: 0n, back: none };
}

/** Which lines are taken back this month, and which part of each has then come back in all. */
function returnsDue(
  input: OracleCase,
  payee: string,
  month: number,
  earlier: readonly { line: PaidLine; month: number }[],
  own: readonly PaidLine[],
): { line: PaidLine; upTo: Fraction; cents: Fraction }[] {
  const due: { line: PaidLine; upTo: Fraction; cents: Fraction }[] = [];
  const back = input.returns
    .filter(({ of }) => input.credits.some(({ id, payee: who }) => id === of && who === payee))
    .sort((x, y) => (orderOf(x.month, x.day, x.id) < orderOf(y.month, y.day, y.id) ? -1 : 1));
  for (const one of back) {
    const candidates =
      one.month === month ? [...earlier.map(({ line }) => line), ...own] : one.month < month ? own : [];
    for (const line of candidates) {
      if (line.credit !== one.of) continue;
      const part = times(one.part, input.clawback);
      line.back = plus(line.back, part);
      due.push({ line, upTo: line.back, cents: times(line.cents, part) });
    }
  }
  return due;
}

function capOf(input: OracleCase, own: readonly PaidLine[], returns: readonly { cents: Fraction }[]): PaidLine | null {
  if (input.cap === null) return null;
  const earned = minus(
    own.reduce((sum, { cents }) => plus(sum, cents), none),
    returns.reduce((sum, { cents }) => plus(sum, cents), none),
  );
  const excess = minus([input.cap, 1n], earned);
  return excess[0] < 0n ? lineOf('', excess) : null;
}

function roundLargestRemainder(lines: readonly PaidLine[]): void {
  const total = round(lines.reduce((sum, { cents }) => plus(sum, cents), none));
  for (const line of lines) line.rounded = floor(line.cents);
  let left = total - lines.reduce((sum, { rounded }) => sum + rounded, 0n);
  const rest = (line: PaidLine): Fraction => minus(line.cents, [floor(line.cents), 1n]);
  const byRest = [...lines].sort((x, y) => (less(rest(y), rest(x)) ? -1 : less(rest(x), rest(y)) ? 1 : 0));
  for (const line of byRest) {
    if (left === 0n) break;
    line.rounded += 1n;
    left -= 1n;
  }
}
