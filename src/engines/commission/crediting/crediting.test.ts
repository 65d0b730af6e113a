import { describe, expect, it } from 'vitest';
import { pays, planOf, run } from '../test-support.ts';
import { readPlan } from '../plan/read-plan.ts';
import { readSplits } from './read-splits.ts';

const rate = { id: 'c', kind: 'commission', rate: '10%' };
const totals = (calculation: ReturnType<typeof run>) =>
  Object.fromEntries(
    Map.groupBy(calculation.statements, ({ payee }) => payee)
      .entries()
      .map(([payee, list]) => [payee, list.reduce((sum, { totalMinor }) => sum + Number(totalMinor) / 100, 0)]),
  );
const none = { payee: undefined };

describe('crediting rules', () => {
  const plan = planOf({
    crediting: [
      { id: 'stated', kind: 'split', column: 'splits' },
      { id: 'specialist', kind: 'specialist', column: 'product', map: { X: 'Spec' }, share: '20%' },
      { id: 'area', kind: 'territory', column: 'region', map: { North: 'Nora', south: 'Sam' } },
      { id: 'owner', kind: 'owner' },
      { id: 'overlay', kind: 'overlay', column: 'se', share: '50%' },
    ],
    components: [rate],
  });

  it('shares out each deal by the first rules that fit and gives the reason', () => {
    const calculation = run(plan, [
      { id: 'D1', ...none, deal: 'D1', amount: 1000, region: 'north ', product: 'X' },
      { id: 'D2', ...none, deal: 'D2', amount: 1000, owner: 'Olga', product: 'Y' },
      { id: 'D3', ...none, deal: 'D3', amount: 900, splits: 'Ann:1/3; Bob:1/3; Cy:1/3', se: 'Sue' },
    ]);
    expect(totals(calculation)).toEqual({ Spec: 20, Nora: 80, Olga: 100, Ann: 30, Bob: 30, Cy: 30, Sue: 45 });
    const because = Object.fromEntries(calculation.statements.map(({ payee, lines }) => [payee, lines[0].because]));
    expect(because).toMatchObject({
      Spec: 'specialist: product is X, 20 %',
      Nora: 'area: region is north, 80 %',
      Sue: 'overlay: se is Sue, 50 %',
    });
    expect(calculation.unassigned).toEqual([]);
  });

  it('lists what nobody is credited for, what cannot be read, and splits that are no whole', () => {
    const calculation = run(plan, [
      { id: 'D1', ...none, deal: 'D1', amount: 100, region: 'West' },
      { id: 'D2', ...none, deal: 'D2', amount: 100, splits: 'half and half' },
      { id: 'D3', ...none, deal: 'D3', amount: 100, splits: 'Ann 33%; Bob 33%; Cy 33%', owner: 'Olga' },
      { id: 'D4', ...none, deal: 'D4', amount: 100, splits: 'Ann 60%; Bob 50%' },
    ]);
    const listed = calculation.unassigned.map(({ credit, code, amount }) => [credit, code, amount]);
    expect(listed).toEqual([
      ['D1', 'no-rule', '100'],
      ['D2', 'unreadable-split', '100'],
      ['D4', 'over-assigned', '60'],
      ['D4', 'over-assigned', '50'],
    ]);
    expect(totals(calculation)).toEqual({ Ann: 3.3, Bob: 3.3, Cy: 3.3, Olga: 0.1 });
  });

  it('credits payments in the shares of their deal, pro rata, and takes a refund back from every payee', () => {
    const onPayment = planOf({ ...plan.document, recognition: 'payment' });
    const calculation = run(onPayment, [
      { id: 'D1', ...none, deal: 'D1', event: 'booking', amount: 1000, splits: 'Ann 70%; Bob 30%', se: 'Sue' },
      { id: 'P1', ...none, deal: 'D1', event: 'payment', amount: 400, date: '2026-02-01' },
      { id: 'P2', ...none, deal: 'D1', event: 'payment', amount: 600, date: '2026-03-01' },
      { id: 'R1', reverses: 'P1', amount: -200, date: '2026-04-01' },
    ]);
    const by = (payee: string) =>
      calculation.statements.filter((one) => one.payee === payee).map(({ totalMinor }) => Number(totalMinor) / 100);
    expect(by('Ann')).toEqual([28, 42, -14]);
    expect(by('Bob')).toEqual([12, 18, -6]);
    expect(by('Sue')).toEqual([20, 30, -10]);
  });

  it('finds the holder of a territory on the day, and lists a territory that two hold', () => {
    const held = planOf({
      crediting: [{ id: 'area', kind: 'territory', column: 'region', payees: 'territory' }],
      components: [rate],
    });
    const payees = [
      { payee: 'Old', through: '2026-01-31', attributes: ['North'] },
      { payee: 'New', from: '2026-02-01', attributes: ['north'] },
      { payee: 'E1', attributes: ['East'] },
      { payee: 'E2', attributes: ['East'] },
    ];
    const calculation = run(
      held,
      [
        { id: 'D1', ...none, deal: 'D1', amount: 100, region: 'North', date: '2026-01-31' },
        { id: 'D2', ...none, deal: 'D2', amount: 100, region: 'North', date: '2026-02-01' },
        { id: 'D3', ...none, deal: 'D3', amount: 100, region: 'East' },
      ],
      { payees },
    );
    expect(totals(calculation)).toMatchObject({ Old: 10, New: 10 });
    expect(calculation.unassigned.map(({ credit, code }) => [credit, code])).toEqual([['D3', 'several-fit']]);
  });

  it('refuses rules that can credit nobody', () => {
    const read = readPlan({
      plan: 'p',
      currency: 'USD',
      period: 'month',
      components: [rate],
      crediting: [{ id: 's', kind: 'specialist', share: '120%' }],
    });
    expect('problems' in read && read.problems.map(({ pointer }) => pointer)).toEqual([
      '/crediting/0/share',
      '/crediting/0',
    ]);
  });
});

it('reads splits as people write them', () => {
  const shares = (text: string) => readSplits(text)?.map(({ payee, share }) => `${payee} ${share.n}/${share.d}`);
  expect(shares('Ann 50%; Bob 50%')).toEqual(['Ann 50/100', 'Bob 50/100']);
  expect(shares('王芳：0.7，李雷：0.3')).toEqual(['王芳 7/10', '李雷 3/10']);
  expect(shares('Ann')).toBeUndefined();
  expect(pays(run(planOf({ components: [rate] }), [{ amount: 10 }]))).toEqual([1]);
});
