import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oraclePay } from '../../../test/reference/commission/oracle.ts';
import { calculate } from './calculation/calculation.ts';
import { cases, engineInput } from './random-cases.fixture.ts';

const sequences = Number(process.env.QUARTERDECK_SEQUENCES ?? 300);

describe('the engine against an independently written oracle', () => {
  it(`pays the same to the cent in ${sequences} random plans with splits, refunds, currencies and draws`, () => {
    fc.assert(
      fc.property(cases, (input) => {
        const { plan, input: rows } = engineInput(input);
        const calculation = calculate(plan, rows);
        const people = [...new Set(input.credits.map(({ payee }) => payee))].sort();
        const found = people.map((payee) =>
          calculation.statements.filter((one) => one.payee === payee).map(({ totalMinor }) => totalMinor),
        );
        expect(found).toEqual(people.map((payee) => oraclePay(input, payee)));
        expect(calculation.unassigned).toEqual([]);
      }),
      { numRuns: sequences },
    );
  });

  it('pays the same whatever the order of the rows, and again when calculated again', () => {
    fc.assert(
      fc.property(cases, fc.infiniteStream(fc.nat()), (input, numbers) => {
        const { plan, input: rows } = engineInput(input);
        const keys = new Map(rows.credits.map((row) => [row, numbers.next().value as number]));
        const shuffled = [...rows.credits].sort((left, right) => keys.get(left)! - keys.get(right)!);
        const first = calculate(plan, rows);
        expect(calculate(plan, { ...rows, credits: shuffled })).toEqual(first);
        expect(calculate(plan, rows)).toEqual(first);
      }),
      { numRuns: Math.min(sequences, 60) },
    );
  });
});
