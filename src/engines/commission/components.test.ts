import { describe, expect, it } from 'vitest';
import { exact, exactFromText } from './exact.ts';
import { pays, planOf, run } from './test-support.ts';

const steps = [{ below: 1000, rate: '10%' }, { rate: '20%' }];

describe('what plans can say beyond the worked examples', () => {
  it('takes quotas from a file, for the span or a part of it', () => {
    const plan = planOf({
      quotas: { amount: { per: 'year' } },
      components: [
        {
          id: 'b',
          kind: 'bonus',
          over: 'quarter',
          amount: 100,
          measure: 'amount',
          requires: [{ value: 'attainment', atLeast: '100%' }],
        },
      ],
    });
    const quota = (value: string, from: string, through: string) => ({
      payee: 'A',
      from,
      through,
      quota: exactFromText(value)!,
    });
    const quarter = (quotas: ReturnType<typeof quota>[]) =>
      pays(run(plan, [{ amount: 250, date: '2026-03-31' }], { quotas }));
    expect(quarter([quota('1000', '2026-01-01', '2026-12-31')])).toEqual([100]);
    expect(quarter([quota('251', '2026-01-01', '2026-03-31')])).toEqual([0]);
    expect(quarter([quota('100', '2026-01-01', '2026-01-31'), quota('150', '2026-02-01', '2026-03-31')])).toEqual([
      100,
    ]);
  });

  it('asks the quotas file where the column a stated quota reads is blank', () => {
    const plan = planOf({
      quotas: { amount: { amount: 'payee.quota', per: 'quarter' } },
      components: [
        {
          id: 'c',
          kind: 'commission',
          over: 'quarter',
          tiers: { by: 'attainment', method: 'marginal', steps: [{ upTo: '100%', rate: 0 }, { rate: 1 }] },
        },
      ],
    });
    const quotas = [{ payee: 'A', from: '2026-01-01', through: '2026-12-31', quota: exact(400) }];
    const paid = (quota: string | undefined, given: typeof quotas) => {
      const payees = [{ payee: 'A', from: '2026-01-01', plan: plan.id, attributes: [quota] }];
      return run(plan, [{ amount: 130 }], { payees, quotas: given });
    };
    expect(pays(paid(undefined, quotas))).toEqual([30]);
    expect(pays(paid('120', quotas))).toEqual([10]);
    expect(pays(paid(undefined, []))).toEqual([0]);
    expect(paid(undefined, []).warnings[0].message).toContain('payee.quota is blank');
    expect(paid('a lot', quotas).warnings[0].message).toContain('not a number');
  });

  it('says when a quota is missing or zero, and pays nothing that depends on it', () => {
    const plan = planOf({
      components: [
        { id: 'c', kind: 'commission', tiers: { by: 'attainment', method: 'whole', steps: [{ rate: '10%' }] } },
      ],
    });
    const missing = run(plan, [{ amount: 100 }]);
    expect([pays(missing), missing.warnings[0].message]).toEqual([[0], expect.stringContaining('no quota of amount')]);
    const zero = run(plan, [{ amount: 100 }], {
      quotas: [{ payee: 'A', from: '2026-01-01', through: '2026-01-31', quota: exact(0) }],
    });
    expect(zero.warnings[0].message).toContain('is zero');
  });

  it('shares out a yearly quota by season, shortens it for leave, and follows a job change', () => {
    const months = ['2%', '2%', '16%', '8%', '8%', '8%', '8%', '8%', '8%', '8%', '8%', '16%'];
    const plan = planOf({
      quotas: { amount: { amount: 'payee.quota', per: 'year', months } },
      components: [
        {
          id: 'c',
          kind: 'commission',
          tiers: { by: 'attainment', method: 'marginal', steps: [{ upTo: '100%', rate: 0 }, { rate: 1 }] },
        },
      ],
    });
    const terms = (more: object) => ({ payees: [{ payee: 'A', attributes: ['10000'], ...more }] });
    expect(pays(run(plan, [{ amount: 300 }], terms({})))).toEqual([100]);
    expect(
      pays(
        run(
          plan,
          [{ amount: 300, date: '2026-01-02' }],
          terms({ leaveFrom: '2026-01-03', leaveThrough: '2026-01-31' }),
        ),
      ),
    ).toEqual([Math.round((300 - (200 * 2) / 31) * 100) / 100]);
    const change = {
      payees: [
        { payee: 'A', through: '2026-02-14', attributes: ['10000'] },
        { payee: 'A', from: '2026-02-15', attributes: ['20000'] },
      ],
    };
    expect(pays(run(plan, [{ amount: 400, date: '2026-02-20' }], change))).toEqual([100]);
  });

  it('pays each deal by its own size with by: credit, marginal or whole', () => {
    const plan = (method: string) =>
      planOf({ components: [{ id: 'c', kind: 'commission', tiers: { by: 'credit', method, steps } }] });
    const rows = [{ amount: 1500 }, { amount: 500 }];
    expect(pays(run(plan('marginal'), rows))).toEqual([100 + 100 + 50]);
    expect(pays(run(plan('whole'), rows))).toEqual([300 + 50]);
  });

  it('runs weeks, fiscal quarters and half-years', () => {
    const of = (parts: object) =>
      run(planOf({ components: [{ id: 'c', kind: 'commission', rate: 1 }], ...parts }), [
        { amount: 1, date: '2026-01-04' },
        { amount: 2, date: '2026-01-05' },
      ]).statements.map(({ period, totalMinor }) => `${period.id} ${totalMinor}`);
    expect(of({ period: 'week' })).toEqual(['2026-W01 100', '2026-W02 200']);
    expect(of({ period: 'quarter', yearStartsIn: 7 })).toEqual(['FY2026-Q3 300']);
    expect(of({ period: 'half-year' })).toEqual(['2026-H1 300']);
  });

  it('holds caps over a longer span and gives back what a return makes room for', () => {
    const plan = planOf({
      components: [{ id: 'c', kind: 'commission', rate: '10%', cap: { amount: 100, over: 'quarter' } }],
    });
    const calculation = run(plan, [
      { id: 'D1', amount: 800, date: '2026-01-05' },
      { id: 'D2', amount: 500, date: '2026-02-05' },
      { id: 'R', reverses: 'D1', amount: -400, date: '2026-03-05' },
    ]);
    expect(pays(calculation)).toEqual([80, 20, -10]);
  });

  it('caps and floors the whole plan, salary apart', () => {
    const components = [
      { id: 'salary', kind: 'fixed', amount: 1000 },
      { id: 'c', kind: 'commission', rate: '10%' },
    ];
    const plan = planOf({ components, cap: 500, floor: 50 });
    expect(
      pays(
        run(plan, [
          { amount: 9000, date: '2026-01-05' },
          { amount: 100, date: '2026-02-05' },
        ]),
      ),
    ).toEqual([1500, 1050]);
  });

  it('trues up earlier months when whole tiers look back over the year, and returns recalculate them', () => {
    const plan = planOf({
      returns: { method: 'recalculate' },
      components: [{ id: 'c', kind: 'commission', over: 'year', tiers: { method: 'whole', steps } }],
    });
    const calculation = run(plan, [
      { id: 'D1', amount: 600, date: '2026-01-05' },
      { id: 'D2', amount: 600, date: '2026-02-05' },
      { id: 'R', reverses: 'D2', amount: -300, date: '2026-04-05' },
    ]);
    expect(pays(calculation)).toEqual([60, 180, 0, 90 - 240]);
    expect(calculation.statements[1].lines.map(({ kind, credit }) => [kind, credit])).toEqual([
      ['true-up', 'D1'],
      ['earning', 'D2'],
    ]);
  });

  it('pays an MBO and a bonus as far as reached with settle: each-period', () => {
    const curve = {
      points: [
        { at: 0, payout: 0 },
        { at: '100%', payout: '100%' },
      ],
    };
    const plan = planOf({
      quotas: { amount: { amount: 300, per: 'quarter' } },
      components: [{ id: 'b', kind: 'bonus', over: 'quarter', target: 90, curve, settle: 'each-period' }],
    });
    expect(
      pays(
        run(plan, [
          { amount: 100, date: '2026-01-05' },
          { amount: 50, date: '2026-02-05' },
          { amount: 300, date: '2026-03-05' },
        ]),
      ),
    ).toEqual([30, 15, 45]);
  });

  it('opens a component by what another has earned', () => {
    const plan = planOf({
      components: [
        { id: 'base', kind: 'commission', rate: '10%' },
        { id: 'kicker', kind: 'bonus', amount: 'earned(base) * 10%', requires: [{ value: 'earned(base)', above: 50 }] },
      ],
    });
    expect(
      pays(
        run(plan, [
          { amount: 1000, date: '2026-01-05' },
          { amount: 400, date: '2026-02-05' },
        ]),
      ),
    ).toEqual([110, 40]);
  });

  it('lists what cannot earn: twice, contradicting, over 100 %, before hire, after leaving, in leave, without rate', () => {
    const plan = planOf({ leave: { credits: 'list' }, components: [{ id: 'c', kind: 'commission', rate: '10%' }] });
    const payees = [
      {
        payee: 'A',
        hired: '2026-01-10',
        left: '2026-06-30',
        leaveFrom: '2026-03-01',
        leaveThrough: '2026-03-31',
        attributes: [],
      },
      { payee: 'B', attributes: [] },
    ];
    const calculation = run(
      plan,
      [
        { id: 'twice', amount: 10, date: '2026-02-01' },
        { id: 'twice', amount: 10, date: '2026-02-01' },
        { id: 'clash', amount: 10, date: '2026-02-01' },
        { id: 'clash', amount: 11, date: '2026-02-01' },
        { id: 'over', amount: 10, share: '0.6', date: '2026-02-01' },
        { id: 'over', payee: 'B', amount: 10, share: '0.5', date: '2026-02-01' },
        { id: 'thirds', amount: 10, share: '0.33', date: '2026-02-01' },
        { id: 'early', amount: 10, date: '2026-01-09' },
        { id: 'late', amount: 10, date: '2026-07-01' },
        { id: 'leave', amount: 10, date: '2026-03-15' },
        { id: 'rate', amount: 10, currency: 'EUR', date: '2026-02-01' },
        { id: 'who', payee: 'Z', amount: 10, date: '2026-02-01' },
        { id: 'none', date: '2026-02-01' },
        { id: 'R', reverses: 'nothing', amount: -5 },
      ],
      { payees },
    );
    const codes = Object.fromEntries(calculation.unassigned.map(({ credit, code }) => [credit, code]));
    expect(codes).toEqual({
      twice: 'same-deal-twice',
      clash: 'conflicting-rows',
      over: 'over-assigned',
      thirds: 'under-assigned',
      early: 'not-employed',
      late: 'not-employed',
      leave: 'on-leave',
      rate: 'no-rate',
      who: 'unknown-payee',
      none: 'no-amount',
      R: 'nothing-to-reverse',
    });
    expect(calculation.unassigned.every(({ reason, fix }) => reason !== '' && fix !== '')).toBe(true);
    expect(calculation.unassigned.find(({ credit }) => credit === 'thirds')).toMatchObject({ amount: '6.7' });
    expect(pays(calculation).reduce((sum, one) => sum + one)).toBeCloseTo(1.33);
    expect(calculation.usage.used + calculation.usage.skipped).toBe(15);
  });

  it('refuses terms that contradict each other: overlapping rows of a payee, managers in a circle', () => {
    const plan = planOf({ components: [{ id: 'c', kind: 'commission', rate: '10%' }] });
    const payee = (name: string, more: object) => ({ payee: name, attributes: [], ...more });
    expect(() =>
      run(plan, [], { payees: [payee('A', { through: '2026-02-10' }), payee('A', { from: '2026-02-10' })] }),
    ).toThrow('end the earlier one (through) on 2026-02-09');
    expect(() => run(plan, [], { payees: [payee('A', { manager: 'B' }), payee('B', { manager: 'A' })] })).toThrow(
      'managers that do not go in a circle',
    );
  });

  it('rounds as stated: yen without decimals, dinars with three, whole units, each line', () => {
    const of = (parts: object) =>
      run(planOf({ components: [{ id: 'c', kind: 'commission', rate: '10%' }], ...parts }), [
        { amount: '12.345' },
        { amount: '12.345' },
        { amount: '0.5' },
      ]).statements[0];
    const lines = (parts: object) => of(parts).lines.map(({ minor }) => Number(minor));
    expect(lines({ currency: 'JPY' })).toEqual([2, 1, 0]);
    expect(lines({ currency: 'KWD' })).toEqual([1235, 1234, 50]);
    expect(lines({ rounding: { unit: 0.05 } })).toEqual([125, 120, 5]);
    expect(lines({ rounding: { each: 'line' } })).toEqual([123, 123, 5]);
    expect(lines({ rounding: { mode: 'ceiling' } })).toEqual([124, 123, 5]);
  });
});
