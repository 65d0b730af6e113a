import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { referenceData } from '../../../test/reference-data.ts';
import { pays, planOf, run } from './test-support.ts';

const file = referenceData('commission/cases_share.json');

interface Case {
  readonly id: string;
  // Inputs and expectations differ from case to case; each test names those it reads.
  readonly inputs: Record<string, never>;
  readonly expected: Record<string, never>;
}

type Tiers = [number | null, number][];

const marginal = (tiers: Tiers, method = 'marginal', edge: 'below' | 'upTo' = 'below') => ({
  id: 'commission',
  kind: 'commission',
  tiers: { method, steps: tiers.map(([end, rate]) => (end === null ? { rate } : { [edge]: end, rate })) },
});
const flat = (rate: number, more = {}) => ({ id: 'commission', kind: 'commission', rate, ...more });
const componentPays = (calculation: ReturnType<typeof run>, component: string) =>
  Object.fromEntries(
    calculation.statements.flatMap(({ lines }) =>
      lines.filter((line) => line.component === component).map(({ from, minor }) => [from ?? '', Number(minor) / 100]),
    ),
  );

describe.skipIf(file === undefined)('published worked examples (shared reference data)', () => {
  const cases: Case[] = file === undefined ? [] : JSON.parse(readFileSync(file, 'utf8'));
  const of = (id: string): Case => cases.find((one) => one.id === id)!;
  const linesOf = (calculation: ReturnType<typeof run>) =>
    calculation.statements[0].lines.map(({ minor }) => Number(minor) / 100);

  it.each(['C01', 'C03', 'C04', 'C07', 'C09'])('%s: marginal tiers pay each step for its own part', (id) => {
    const { inputs, expected } = of(id);
    const calculation = run(planOf({ components: [marginal(inputs.tiers)] }), [{ amount: inputs.sales }]);
    expect(linesOf(calculation)).toEqual(expected.by_tier);
    expect(pays(calculation)).toEqual([expected.total]);
  });

  it('C06: whole tiers jump back to the first unit, marginal ones do not', () => {
    const { inputs, expected } = of('C06');
    const pay = (method: string) =>
      pays(run(planOf({ components: [marginal(inputs.tiers, method)] }), [{ amount: inputs.sales }]));
    expect(pay('whole')).toEqual([expected.total_retroactive]);
    expect(pay('marginal')).toEqual([expected.total_incremental]);
  });

  it('C08 (trap): exact steps at 500 and 3000 give 425.00 and 2225.00, not the printed 424.98 and 2224.98', () => {
    const { inputs } = of('C08');
    const cycles: number[] = inputs.cycles;
    const period = cycles.map((_, i) => ({
      id: `cycle ${i + 1}`,
      from: `2026-0${i + 1}-01`,
      through: `2026-0${i + 1}-28`,
    }));
    const plan = planOf({
      period,
      components: [
        marginal([
          [500, 0.25],
          [3000, 0.3],
          [null, 0.4],
        ]),
      ],
    });
    const paid = pays(
      run(
        plan,
        cycles.map((amount, i) => ({ amount, date: `2026-0${i + 1}-15` })),
      ),
    );
    expect(paid).toEqual([100, 25, 425, 1675]);
    expect(paid.reduce((sum, one) => sum + one)).toBe(2225);
  });

  it('C08 as printed leaves amounts between 499.99 and 500 in no step, which is refused', () => {
    expect(() =>
      planOf({
        components: [
          {
            ...marginal([]),
            tiers: {
              method: 'marginal',
              steps: [
                { from: 0, upTo: '499.99', rate: '25%' },
                { from: 500, upTo: '2999.99', rate: '30%' },
                { from: 3000, rate: '40%' },
              ],
            },
          },
        ],
      }),
    ).toThrow('amounts that lie in no step');
  });

  it('C11 (trap): the rate is chosen by margin over cost, as the plan says; over price it would be another', () => {
    const { inputs, expected } = of('C11');
    const plan = (by: string) =>
      planOf({
        components: [
          {
            id: 'margin',
            kind: 'commission',
            measure: 'amount - cost',
            tiers: {
              by,
              method: 'whole',
              steps: [{ upTo: '35%', rate: '10%' }, { upTo: '60%', rate: '25%' }, { rate: '40%' }],
            },
          },
        ],
      });
    const rows = [{ amount: inputs.price, cost: inputs.cost }];
    expect(pays(run(plan('(amount - cost) / cost'), rows))).toEqual([expected.commission]);
    expect(pays(run(plan('(amount - cost) / amount'), rows))).toEqual([5]);
  });

  it.each(['C12', 'C13'])('%s: a split deal pays each share, and the shares make the whole', (id) => {
    const { inputs, expected } = of(id);
    const split: number[] = inputs.split;
    const rows = split.map((share, i) => ({ id: 'D', payee: `P${i}`, amount: inputs.deal, share: String(share) }));
    const paid = pays(run(planOf({ components: [flat(inputs.rate)] }), rows));
    expect(paid).toEqual(expected.shares);
    expect(paid.reduce((sum, one) => sum + one)).toBe(expected.pool);
  });

  it('C16: two roles with rules of their own on one deal', () => {
    const { inputs, expected } = of('C16');
    const { sdr, ae } = inputs as unknown as Record<
      string,
      { split: number; rate: number; per_meeting: number; meetings: number }
    >;
    const plan = planOf({
      measures: {
        acv: { of: 'amount', where: { event: 'booking' } },
        meetings: { of: 'count', where: { event: 'meeting' } },
      },
      components: [
        { id: 'deals', kind: 'commission', measure: 'acv', rate: { by: 'role', map: { SDR: sdr.rate, AE: ae.rate } } },
        { id: 'meetings', kind: 'commission', measure: 'meetings', rate: sdr.per_meeting },
      ],
    });
    const calculation = run(plan, [
      { id: 'D', payee: 'sdr', amount: inputs.acv, share: String(sdr.split), event: 'booking', role: 'SDR' },
      { id: 'D', payee: 'ae', amount: inputs.acv, share: String(ae.split), event: 'booking', role: 'AE' },
      { id: 'M', payee: 'sdr', amount: 0, event: 'meeting' },
    ]);
    expect(pays(calculation)).toEqual([expected.ae, expected.sdr]);
  });

  it('C17: a manager override is shown rep by rep', () => {
    const { inputs, expected } = of('C17');
    const sales = Object.entries(inputs.sales as Record<string, number>);
    const plan = planOf({
      components: [flat(inputs.rep_rate), { id: 'override', kind: 'override', rate: inputs.override }],
    });
    const payees = [
      ...sales.map(([payee]) => ({ payee, manager: 'M', attributes: [] })),
      { payee: 'M', attributes: [] },
    ];
    const calculation = run(
      plan,
      sales.map(([payee, amount]) => ({ payee, amount })),
      { payees },
    );
    expect(componentPays(calculation, 'override')).toEqual(expected.override);
    const reps = Object.fromEntries(
      calculation.statements
        .filter(({ payee }) => payee !== 'M')
        .map(({ payee, totalMinor }) => [payee, Number(totalMinor) / 100]),
    );
    expect(reps).toEqual(expected.rep);
    expect(pays(calculation).reduce((sum, one) => sum + one)).toBe(expected.total_rep + expected.total_override);
  });

  it('C19: a recoverable draw is repaid only from pay above it', () => {
    const { inputs, expected } = of('C19');
    const gross: number[] = inputs.gross;
    const plan = planOf({ components: [flat(1)], draw: { kind: 'recoverable', amount: inputs.draw } });
    const calculation = run(
      plan,
      gross.map((amount, i) => ({ amount, date: `2026-0${i + 1}-10` })),
    );
    expect(pays(calculation)).toEqual(expected.net_paid);
    expect(calculation.statements.map(({ drawDebtMinor }) => Number(drawDebtMinor) / 100)).toEqual([
      0, 0, 500, 125, 0, 0,
    ]);
  });

  it('C21: a cancelled deal takes back all it paid', () => {
    const { inputs, expected } = of('C21');
    const calculation = run(planOf({ components: [flat(inputs.rate)] }), [
      { id: 'D', amount: inputs.deal },
      { id: 'R', reverses: 'D', date: '2026-02-10' },
    ]);
    expect(pays(calculation)).toEqual([expected.clawback, -expected.clawback]);
  });

  it('C22: a clawback is netted from later pay', () => {
    const { inputs, expected } = of('C22');
    const calculation = run(planOf({ components: [flat(0.1)] }), [
      { id: 'D1', amount: inputs.paid_on_deal1 * 10 },
      { id: 'D2', amount: inputs.later_commission * 10, date: '2026-02-05' },
      { id: 'R', reverses: 'D1', date: '2026-02-10' },
    ]);
    expect(pays(calculation)).toEqual([inputs.paid_on_deal1, expected.net]);
  });

  it('C24: a clawback in proportion to the months not served', () => {
    const { inputs, expected } = of('C24');
    const plan = planOf({ components: [flat(0.1)], returns: { clawback: { proRata: inputs.contract_months } } });
    const calculation = run(plan, [
      { id: 'D', amount: 12000, date: '2026-01-15' },
      { id: 'R', reverses: 'D', date: '2026-07-15' },
    ]);
    expect(pays(calculation)).toEqual([1200, 0, 0, 0, 0, 0, -1200 * expected.clawback_pct]);
  });

  it('C25: a cancelled deal that lowers a past tier takes back its pay and the better rate of the last deal', () => {
    const { inputs, expected } = of('C25');
    const plan = planOf({
      effective: { from: '2026-01-01', through: '2026-12-31' },
      components: [{ ...marginal(inputs.tiers), over: 'year' }],
      returns: { method: 'recalculate' },
    });
    const calculation = run(plan, [
      { id: 'first', amount: inputs.deal_cancelled, date: '2026-01-05' },
      { id: 'middle', amount: 400_000, date: '2026-02-05' },
      { id: 'last', amount: inputs.deal_cancelled, date: '2026-03-05' },
      { id: 'R', reverses: 'first', date: '2026-04-05' },
    ]);
    const lost = inputs.deal_cancelled * 0.05 + inputs.deal_cancelled * expected.owed_extra_rate;
    expect(pays(calculation)).toEqual([2500, 20_000, inputs.deal_cancelled * inputs.last_deal_paid_at, -lost]);
  });

  it('C26: on the very edge the words decide: below gives the upper step, upTo the lower', () => {
    const { inputs, expected } = of('C26');
    const rate = (edge: 'below' | 'upTo') => {
      const calculation = run(planOf({ components: [marginal(inputs.tiers, 'whole', edge)] }), [
        { amount: inputs.accumulated },
      ]);
      expect(calculation.warnings.map(({ code }) => code)).toEqual(['on-edge']);
      return pays(calculation)[0] / inputs.accumulated;
    };
    expect(rate('below')).toBe(expected.oracle_default_rate);
    expect(rate('upTo')).toBe(expected.customer_wanted_rate);
  });

  it.each(['C28', 'C30'])('%s: salary and commission (C30 is a trap: its printed total is wrong)', (id) => {
    const { inputs, expected } = of(id);
    const plan = planOf({
      currency: id === 'C30' ? 'PHP' : 'USD',
      components: [flat(inputs.rate), { id: 'salary', kind: 'fixed', amount: inputs.base }],
    });
    const calculation = run(plan, [{ amount: inputs.sales }]);
    expect(linesOf(calculation)).toEqual([expected.commission, inputs.base]);
    expect(pays(calculation)).toEqual([expected.total ?? expected.total_correct]);
  });

  it('C29: straight commission', () => {
    const { inputs, expected } = of('C29');
    const paid = (inputs.cases as [number, number][]).map(
      ([amount, rate]) => pays(run(planOf({ components: [flat(rate)] }), [{ amount }]))[0],
    );
    expect(paid).toEqual(expected.totals);
  });

  it('C32: levels with straight lines between them, and nothing more above the last', () => {
    const { inputs, expected } = of('C32');
    const points = (inputs.levels as [number, number][]).map(([at, amount]) => ({ at, amount }));
    const plan = planOf({
      quotas: { amount: inputs.target },
      components: [{ id: 'levels', kind: 'bonus', curve: { points } }],
    });
    const at = (share: number) => pays(run(plan, [{ amount: inputs.target * share }]))[0];
    expect([at(0.5), at(1), at(0.75), at(1.2)]).toEqual([
      expected.at_50,
      expected.at_100,
      (250 + 5000) / 2,
      expected.at_100,
    ]);
  });

  it('C33: a rate that stops at twice the quota', () => {
    const { inputs, expected } = of('C33');
    const plan = planOf({
      quotas: { amount: inputs.quota },
      components: [
        {
          id: 'capped',
          kind: 'commission',
          tiers: {
            by: 'attainment',
            method: 'marginal',
            steps: [{ below: inputs.cap_at, rate: inputs.rate }, { rate: 0 }],
          },
        },
      ],
    });
    expect((inputs.sales as number[]).map((amount) => pays(run(plan, [{ amount }]))[0])).toEqual(expected.payout);
  });
});
