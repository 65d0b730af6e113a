import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalToText } from '#kernel/decimal.ts';
import { attainmentsIn, calculateWithAttainments } from './calculation/attainment.ts';
import { calculate } from './calculation/calculation.ts';
import { IncrementalCalculation } from './calculation/incremental.ts';
import { type StatementDocument, statementDocument } from './calculation/statement.ts';
import { adjustClosed } from './closing/adjust.ts';
import {
  add,
  compare,
  equals,
  exactFromText,
  lowestTerms,
  multiply,
  one,
  roundToUnit,
  subtract,
  sum,
  zero,
} from './exact.ts';
import { accounts, balances, bookPayout, bookStatement, owedTo } from './ledger/postings.ts';
import { cases, engineInput } from './random-cases.fixture.ts';

const runs = { numRuns: 60 };
const documents = (
  input: Parameters<typeof calculate>[1],
  plan: Parameters<typeof calculate>[0],
): StatementDocument[] => calculate(plan, input).statements.map(statementDocument);
const withoutDraw = (case_: Parameters<typeof engineInput>[0]) => ({ ...case_, draw: null });
const cents = (text: string): bigint => BigInt(text.replace('.', ''));

describe('laws of the commission engine', () => {
  it('no credit is lost or paid twice: what is credited is exactly what the deals sold', () => {
    fc.assert(
      fc.property(cases, (input) => {
        const { plan, input: rows } = engineInput({
          ...withoutDraw(input),
          steps: [{ end: null, value: [1n, 1n] }],
          method: 'marginal',
          cap: null,
          products: { x: [1n, 1n], y: [1n, 1n] },
        });
        const { statements, unassigned } = calculate(plan, rows);
        const paid = sum(
          statements.flatMap(({ lines }) => lines.filter(({ kind }) => kind !== 'return').map(({ amount }) => amount)),
        );
        const rate = (currency: string | undefined, date: string) =>
          currency === undefined
            ? one
            : rows.rates.findLast((entry) => entry.currency === currency && entry.date <= date)!.rate;
        const sold = sum(
          rows.credits
            .filter(({ reverses }) => reverses === undefined)
            .map(({ amount, share, currency, date }) => multiply(multiply(amount!, share!), rate(currency, date))),
        );
        expect(unassigned).toEqual([]);
        expect(equals(paid, sold)).toBe(true);
      }),
      runs,
    );
  });

  it('statements and attainments worked out together are those worked out one by one', () => {
    fc.assert(
      fc.property(cases, (input) => {
        const { plan, input: rows } = engineInput(input);
        const { statements, periods } = calculate(plan, rows);
        const together = calculateWithAttainments(plan, rows, periods);
        expect(together.calculation.statements).toEqual(statements);
        expect(together.attainments).toEqual(periods.map((period) => attainmentsIn(plan, rows, period)));
      }),
      runs,
    );
  });

  it('rounded lines add up to the rounded total, and every line replays from its base, rate and factor', () => {
    fc.assert(
      fc.property(cases, (input) => {
        const { plan, input: rows } = engineInput(withoutDraw(input));
        for (const statement of calculate(plan, rows).statements) {
          const fresh = statement.lines.filter(({ kind }) => kind !== 'return');
          const exactTotal = fresh.reduce((total, { amount }) => add(total, amount), zero);
          const rounded = fresh.reduce((total, { minor }) => total + minor, 0n);
          expect(rounded).toBe(roundToUnit(exactTotal, { n: 1n, d: 100n }, 'half-up'));
          for (const line of statement.lines) {
            expect(equals(line.amount, multiply(multiply(line.base, line.rate), line.factor))).toBe(true);
          }
        }
      }),
      runs,
    );
  });

  it('a sale that comes back whole takes back exactly what it paid, to the last unit', () => {
    fc.assert(
      fc.property(cases, (input) => {
        const returns = input.returns.filter(({ part }) => part[0] !== 0n);
        const { plan, input: rows } = engineInput({ ...withoutDraw(input), cap: null, clawback: [1n, 1n], returns });
        const back = new Map<string, bigint>();
        const parts = new Map<string, bigint[]>();
        for (const { of, part } of returns) parts.set(of, [...(parts.get(of) ?? []), (part[0] * 12n) / part[1]]);
        const whole = [...parts]
          .filter(([, list]) => list.reduce((left, right) => left + right) === 12n)
          .map(([id]) => id);
        const { statements } = calculate(plan, rows);
        for (const { payee, lines } of statements) {
          for (const line of lines) {
            const id = line.reverses?.line.credit ?? line.credit!;
            if (whole.includes(id)) back.set(`${payee} ${id}`, (back.get(`${payee} ${id}`) ?? 0n) + line.minor);
          }
        }
        expect([...back.values()].filter((minor) => minor !== 0n)).toEqual([]);
      }),
      runs,
    );
  });

  it('a change recomputed alone gives what calculating everything anew gives', () => {
    fc.assert(
      fc.property(cases, fc.array(fc.nat(), { minLength: 1, maxLength: 5 }), (input, picks) => {
        const { plan, input: rows } = engineInput(input);
        fc.pre(rows.credits.length > 0);
        const [start, ...rest] = [
          rows.credits.filter((_, i) => i % 2 === 0),
          rows.credits.filter((_, i) => i % 2 === 1),
        ];
        const everyone = [...new Set(rows.credits.flatMap(({ payee }) => payee ?? []))].map((payee) => ({
          payee,
          attributes: [],
        }));
        const incremental = new IncrementalCalculation(plan, { ...rows, payees: everyone, credits: start });
        const now = new Set(start);
        for (const row of rest.flat()) {
          incremental.change({ add: [row] });
          now.add(row);
        }
        for (const pick of picks) {
          const row = [...now][pick % now.size];
          if (row === undefined) break;
          incremental.change({ remove: [row] });
          now.delete(row);
          const full = calculate(plan, { ...rows, payees: everyone, credits: [...now] });
          expect(incremental.statements.map(statementDocument)).toEqual(full.statements.map(statementDocument));
          expect(incremental.unassigned.map(({ credit, code }) => `${credit} ${code}`).sort()).toEqual(
            full.unassigned.map(({ credit, code }) => `${credit} ${code}`).sort(),
          );
        }
      }),
      runs,
    );
  });

  it('closed periods never change; adjustment = new − old; adjusting again changes nothing', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 10 }), fc.nat(), (input, closedMonths, pick) => {
        const { plan, input: rows } = engineInput(withoutDraw(input));
        fc.pre(rows.credits.length > 1);
        const late = rows.credits[pick % rows.credits.length];
        const months = Array.from({ length: closedMonths }, (_, i) => `2026-${String(i + 1).padStart(2, '0')}`);
        const isClosed = ({ period }: StatementDocument) => months.includes(period);
        const before = rows.credits.filter((row) => row !== late && row.reverses !== late.id && row.id !== late.id);
        const closed = documents({ ...rows, credits: before }, plan).filter(isClosed);
        const now = documents(rows, plan);
        const adjusted = adjustClosed({ periods: months, statements: closed }, now);
        expect(adjusted.statements.slice(0, closed.length)).toEqual(closed);
        const totalOf = (list: readonly StatementDocument[], payee: string) =>
          list.filter((one) => one.payee === payee).reduce((total, one) => total + cents(one.total), 0n);
        for (const payee of new Set(now.map((one) => one.payee))) {
          expect(totalOf(adjusted.statements, payee)).toBe(totalOf(now, payee));
        }
        const later = [...months, adjusted.openPeriod!];
        const again = adjustClosed(
          { periods: later, statements: adjusted.statements.filter(({ period }) => later.includes(period)) },
          now,
        );
        const open = again.statements.filter(({ period }) => !later.includes(period));
        expect(open.flatMap(({ lines }) => lines.filter(({ kind }) => kind === 'adjustment'))).toEqual([]);
      }),
      runs,
    );
  });

  it('the books balance: what is owed is what statements say less what was paid out, draws included', () => {
    fc.assert(
      fc.property(cases, (input) => {
        const { plan, input: rows } = engineInput(input);
        const statements = documents(rows, plan);
        const entries = statements.flatMap((statement) => bookStatement(statement, input.draw?.recoverable));
        const paid = statements.flatMap(
          ({ payee, period, currency, total }) => bookPayout(payee, period, currency, cents(total)) ?? [],
        );
        const totals = balances([...entries, ...paid]);
        expect([...totals.values()].reduce((left, right) => left + right, 0n)).toBe(0n);
        for (const payee of new Set(statements.map((one) => one.payee))) {
          const own = statements.filter((one) => one.payee === payee);
          const stated = own.reduce((total, one) => total + cents(one.total), 0n);
          expect(owedTo(payee, entries)).toBe(stated);
          const debt = own.at(-1)!.drawDebt;
          if (input.draw?.recoverable === true) expect(totals.get(accounts.draw(payee)) ?? 0n).toBe(cents(debt ?? '0'));
        }
      }),
      runs,
    );
  });
});

it('exact numbers read and print without loss', () => {
  expect(subtract(exactFromText('0.3')!, add(exactFromText('0.1')!, exactFromText('0.2')!))).toMatchObject({ n: 0n });
});

it('amounts are read to the last digit, short or long, and compared by value whatever their denominators', () => {
  const ratios = fc.record({
    n: fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
    d: fc.bigInt({ min: 1n, max: 400n }),
  });
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
      fc.integer({ min: 0, max: 9 }),
      (unscaled, scale) => {
        expect(exactFromText(decimalToText({ unscaled, scale }))).toEqual({ n: unscaled, d: 10n ** BigInt(scale) });
      },
    ),
  );
  fc.assert(
    fc.property(ratios, ratios, (left, right) => {
      const difference = left.n * right.d - right.n * left.d;
      expect(compare(left, right)).toBe(difference < 0n ? -1 : difference > 0n ? 1 : 0);
      expect(compare(lowestTerms(left), lowestTerms(right))).toBe(compare(left, right));
    }),
  );
});
