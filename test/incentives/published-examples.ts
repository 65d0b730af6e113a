import { readFileSync } from 'node:fs';
import { referenceData } from '../reference-data.ts';
import type { Example, Happening } from './example.ts';

export const publishedCases = referenceData('commission/cases_share.json');

interface Case {
  readonly id: string;
  // Inputs and expectations differ from case to case; each example names those it reads.
  readonly inputs: Record<string, never>;
  readonly expected: Record<string, never>;
}

type Tiers = readonly (readonly [number | null, number])[];

const sum = (amounts: readonly number[]): number => amounts.reduce((total, one) => total + one, 0);
const january = '2026-01';
const month = (number: number): string => `2026-${String(number).padStart(2, '0')}`;
const steps = (tiers: Tiers, edge: 'below' | 'upTo' = 'below') =>
  tiers.map(([end, rate]) => (end === null ? { rate } : { [edge]: end, rate }));
const tiered = (tiers: Tiers, method = 'marginal', edge: 'below' | 'upTo' = 'below') => ({
  id: 'commission',
  kind: 'commission',
  tiers: { method, steps: steps(tiers, edge) },
});
const flat = (rate: unknown) => ({ id: 'commission', kind: 'commission', rate });
const deal = (owner: string, amount: number, on = '2026-01-15', more: object = {}): Happening => ({
  what: 'deal',
  id: `${owner} ${on}`,
  owner,
  amount,
  on,
  ...more,
});
const planOf = (id: string, components: readonly object[], more: object = {}) => ({
  plan: id.toLowerCase().replaceAll(' ', '-'),
  name: { en: `Published example ${id}`, zh: `公开案例 ${id}` },
  currency: 'USD',
  period: 'month',
  effective: { from: '2026-01-01', through: '2026-12-31' },
  components,
  ...more,
});

/** One seller, one deal. */
function single(
  id: string,
  components: readonly object[],
  amount: number,
  lines: readonly number[],
  more: object = {},
) {
  return {
    id,
    plan: planOf(id, components, more),
    people: [{ name: id }],
    happenings: [deal(id, amount, '2026-01-15', { currency: (more as { currency?: string }).currency })],
    pays: [{ person: id, period: january, total: sum(lines), lines }],
  };
}

/** The published worked examples (shared reference data) as an administrator enters them; empty where the data is absent. */
export function publishedExamples(): Example[] {
  if (publishedCases === undefined) return [];
  const cases: readonly Case[] = JSON.parse(readFileSync(publishedCases, 'utf8'));
  return cases.flatMap((one) => asExamples[one.id]?.(one) ?? []);
}

/** How many cases the file holds, so that none is passed over. */
export function publishedCaseIds(): string[] {
  return (JSON.parse(readFileSync(publishedCases!, 'utf8')) as Case[]).map(({ id }) => id);
}

const byTier = ({ id, inputs, expected }: Case): Example[] => [
  single(id, [tiered(inputs.tiers)], inputs.sales, expected.by_tier),
];
const split = ({ id, inputs, expected }: Case): Example[] => {
  const people = (inputs.split as number[]).map((share, i) => ({ person: `${id} ${i + 1}`, share }));
  return [
    {
      id,
      plan: planOf(id, [flat(inputs.rate)]),
      people: people.map(({ person }) => ({ name: person })),
      happenings: [deal(people[0].person, inputs.deal, '2026-01-15', { split: people })],
      pays: people.map(({ person }, i) => ({
        person,
        period: january,
        total: expected.shares[i],
        lines: [expected.shares[i]],
      })),
    },
  ];
};
const salaried = ({ id, inputs, expected }: Case): Example[] => [
  single(
    id,
    [flat(inputs.rate), { id: 'salary', kind: 'fixed', amount: inputs.base }],
    inputs.sales,
    [expected.commission, inputs.base],
    id === 'C30' ? { currency: 'PHP' } : {},
  ),
];

const asExamples: Readonly<Record<string, (one: Case) => Example[]>> = {
  C01: byTier,
  C03: byTier,
  C04: byTier,
  // Whole steps jump back to the first unit, marginal ones do not.
  C06: ({ id, inputs, expected }) => [
    single(`${id} whole`, [tiered(inputs.tiers, 'whole')], inputs.sales, [expected.total_retroactive]),
    single(`${id} marginal`, [tiered(inputs.tiers)], inputs.sales, [50_000, expected.total_incremental - 50_000]),
  ],
  // Paid by the quarter.
  C07: ({ id, inputs, expected }) => {
    const example = single(id, [tiered(inputs.tiers)], inputs.sales, expected.by_tier, { period: 'quarter' });
    return [{ ...example, pays: example.pays.map((pay) => ({ ...pay, period: '2026-Q1' })) }];
  },
  // A trap: exact steps at 500 and 3000, not the printed 424.98. Pay cycles of its own.
  C08: ({ id, inputs }) => {
    const cycles: readonly number[] = inputs.cycles;
    const day = (i: number, offset: number): string => `2026-01-${String(i * 7 + offset).padStart(2, '0')}`;
    const tiers: Tiers = [
      [500, 0.25],
      [3000, 0.3],
      [null, 0.4],
    ];
    const period = cycles.map((_, i) => ({ id: `cycle-${i + 1}`, from: day(i, 1), through: day(i, 7) }));
    const paid = [[100], [25], [125, 300], [125, 750, 800]];
    return [
      {
        id,
        plan: planOf(id, [tiered(tiers)], { period }),
        people: [{ name: id }],
        happenings: cycles.map((amount, i) => deal(id, amount, day(i, 3))),
        pays: paid.map((lines, i) => ({ person: id, period: `cycle-${i + 1}`, total: sum(lines), lines })),
      },
    ];
  },
  C09: byTier,
  // A trap: the rate is chosen by margin over cost, as the plan says.
  C11: ({ id, inputs, expected }) => {
    const tiers = {
      by: '(amount - cost) / cost',
      method: 'whole',
      steps: [{ upTo: '35%', rate: '10%' }, { upTo: '60%', rate: '25%' }, { rate: '40%' }],
    };
    const margin = { id: 'commission', kind: 'commission', measure: 'amount - cost', tiers };
    const example = single(id, [margin], inputs.price, [expected.commission]);
    return [{ ...example, happenings: [deal(id, inputs.price, '2026-01-15', { cost: inputs.cost })] }];
  },
  C12: split,
  C13: split,
  // Two roles with rules of their own on one deal; the meeting is an activity.
  C16: ({ id, inputs, expected }) => {
    const { sdr, ae } = inputs as unknown as Record<'sdr' | 'ae', Record<'split' | 'rate' | 'per_meeting', number>>;
    const plan = planOf(
      id,
      [
        { id: 'deals', kind: 'commission', measure: 'acv', rate: { by: 'role', map: { SDR: sdr.rate, AE: ae.rate } } },
        { id: 'meetings', kind: 'commission', measure: 'meetings', rate: sdr.per_meeting },
      ],
      {
        measures: {
          acv: { of: 'amount', where: { event: 'booking' } },
          meetings: { of: 'count', where: { event: 'meeting' } },
        },
      },
    );
    const parts = [
      { person: `${id} SDR`, share: sdr.split, role: 'SDR' },
      { person: `${id} AE`, share: ae.split, role: 'AE' },
    ];
    return [
      {
        id,
        plan,
        people: parts.map(({ person }) => ({ name: person })),
        happenings: [
          deal(`${id} AE`, inputs.acv, '2026-01-15', { split: parts }),
          { what: 'meeting', owner: `${id} SDR`, on: '2026-01-07' },
        ],
        pays: [
          { person: `${id} AE`, period: january, total: expected.ae, lines: [expected.ae] },
          {
            person: `${id} SDR`,
            period: january,
            total: expected.sdr,
            lines: [Number(expected.sdr) - sdr.per_meeting, sdr.per_meeting],
          },
        ],
      },
    ];
  },
  // A manager's override, rep by rep.
  C17: ({ id, inputs, expected }) => {
    const sales = Object.entries(inputs.sales as Record<string, number>);
    const manager = `${id} manager`;
    const overrides = Object.values(expected.override as Record<string, number>);
    return [
      {
        id,
        plan: planOf(id, [flat(inputs.rep_rate), { id: 'override', kind: 'override', rate: inputs.override }]),
        people: [{ name: manager }, ...sales.map(([rep]) => ({ name: `${id} ${rep}`, manager }))],
        happenings: sales.map(([rep, amount]) => deal(`${id} ${rep}`, amount)),
        pays: [
          { person: manager, period: january, total: expected.total_override, lines: overrides },
          ...sales.map(([rep]) => ({
            person: `${id} ${rep}`,
            period: january,
            total: expected.rep[rep],
            lines: [expected.rep[rep]],
          })),
        ],
      },
    ];
  },
  // A recoverable draw, repaid only from pay above it: the line beside the commission is what it adds or takes.
  C19: ({ id, inputs, expected }) => {
    const [gross, paid]: readonly (readonly number[])[] = [inputs.gross, expected.net_paid];
    return [
      {
        id,
        plan: planOf(id, [flat(1)], { draw: { kind: 'recoverable', amount: inputs.draw } }),
        people: [{ name: id }],
        happenings: gross.map((amount, i) => deal(id, amount, `${month(i + 1)}-10`)),
        pays: paid.map((total, i) => ({
          person: id,
          period: month(i + 1),
          total,
          lines: [gross[i], total - gross[i]].filter((amount) => amount !== 0),
        })),
      },
    ];
  },
  C21: ({ id, inputs, expected }) => [
    {
      id,
      plan: planOf(id, [flat(inputs.rate)]),
      people: [{ name: id }],
      happenings: [deal(id, inputs.deal), { what: 'return', deal: `${id} 2026-01-15`, on: '2026-02-10' }],
      pays: [
        { person: id, period: january, total: expected.clawback, lines: [expected.clawback] },
        { person: id, period: month(2), total: -expected.clawback, lines: [-expected.clawback] },
      ],
    },
  ],
  // Netted from later pay.
  C22: ({ id, inputs, expected }) => [
    {
      id,
      plan: planOf(id, [flat(0.1)]),
      people: [{ name: id }],
      happenings: [
        deal(id, inputs.paid_on_deal1 * 10),
        deal(id, inputs.later_commission * 10, '2026-02-05'),
        { what: 'return', deal: `${id} 2026-01-15`, on: '2026-02-10' },
      ],
      pays: [
        { person: id, period: january, total: inputs.paid_on_deal1, lines: [inputs.paid_on_deal1] },
        {
          person: id,
          period: month(2),
          total: expected.net,
          lines: [inputs.later_commission, -expected.clawed],
        },
      ],
    },
  ],
  // In proportion to the months not served.
  C24: ({ id, inputs, expected }) => [
    {
      id,
      plan: planOf(id, [flat(0.1)], { returns: { clawback: { proRata: inputs.contract_months } } }),
      people: [{ name: id }],
      happenings: [deal(id, 12_000), { what: 'return', deal: `${id} 2026-01-15`, on: '2026-07-15' }],
      pays: [
        { person: id, period: january, total: 1200, lines: [1200] },
        { person: id, period: month(7), total: -1200 * expected.clawback_pct, lines: [-1200 * expected.clawback_pct] },
      ],
    },
  ],
  // A cancelled deal that lowers a past tier takes back its pay and the better rate of the last deal.
  C25: ({ id, inputs, expected }) => {
    const cancelled: number = inputs.deal_cancelled;
    const back = [-cancelled * 0.05, -cancelled * expected.owed_extra_rate];
    return [
      {
        id,
        plan: planOf(id, [{ ...tiered(inputs.tiers), over: 'year' }], { returns: { method: 'recalculate' } }),
        people: [{ name: id }],
        happenings: [
          deal(id, cancelled, '2026-01-05'),
          deal(id, 400_000, '2026-02-05'),
          deal(id, cancelled, '2026-03-05'),
          { what: 'return', deal: `${id} 2026-01-05`, on: '2026-04-05' },
        ],
        pays: [
          { person: id, period: january, total: cancelled * 0.05, lines: [cancelled * 0.05] },
          { person: id, period: month(2), total: 20_000, lines: [20_000] },
          {
            person: id,
            period: month(3),
            total: cancelled * inputs.last_deal_paid_at,
            lines: [cancelled * inputs.last_deal_paid_at],
          },
          { person: id, period: month(4), total: sum(back), lines: back },
        ],
      },
    ];
  },
  // On the very edge the words decide: below gives the upper step, upTo the lower.
  C26: ({ id, inputs, expected }) => {
    const pays = (rate: number): number => Math.round(inputs.accumulated * rate * 100) / 100;
    const at = (edge: 'below' | 'upTo', rate: number) =>
      single(`${id} ${edge}`, [tiered(inputs.tiers, 'whole', edge)], inputs.accumulated, [pays(rate)]);
    return [at('below', expected.oracle_default_rate), at('upTo', expected.customer_wanted_rate)];
  },
  C28: salaried,
  C29: ({ id, inputs, expected }) =>
    (inputs.cases as [number, number][]).map(([amount, rate], i) =>
      single(`${id} ${i + 1}`, [flat(rate)], amount, [expected.totals[i]]),
    ),
  // In another currency; a trap: the printed total is wrong.
  C30: salaried,
  // Levels with straight lines between them, and nothing more above the last. Quotas are records of the people.
  C32: ({ id, inputs, expected }) => {
    const points = (inputs.levels as [number, number][]).map(([at, amount]) => ({ at, amount }));
    const reached: readonly (readonly [number, number])[] = [
      [0.5, expected.at_50],
      [0.75, (250 + 5000) / 2],
      [1, expected.at_100],
      [1.2, expected.at_100],
    ];
    return [
      {
        id,
        plan: planOf(id, [{ id: 'levels', kind: 'bonus', curve: { points } }], {
          quotas: { amount: {} },
        }),
        people: reached.map(([at]) => ({ name: `${id} ${at}`, quota: inputs.target })),
        happenings: reached.map(([at]) => deal(`${id} ${at}`, inputs.target * at)),
        pays: reached.map(([at, pay]) => ({ person: `${id} ${at}`, period: january, total: pay, lines: [pay] })),
      },
    ];
  },
  // A rate that stops at twice the quota.
  C33: ({ id, inputs, expected }) => {
    const attained = { by: 'attainment', method: 'marginal' };
    const tiers = { ...attained, steps: [{ below: inputs.cap_at, rate: inputs.rate }, { rate: 0 }] };
    const sales: readonly number[] = inputs.sales;
    return [
      {
        id,
        plan: planOf(id, [{ id: 'capped', kind: 'commission', tiers }], {
          quotas: { amount: {} },
        }),
        people: sales.map((amount) => ({ name: `${id} ${amount}`, quota: inputs.quota })),
        happenings: sales.map((amount) => deal(`${id} ${amount}`, amount)),
        pays: sales.map((amount, i) => ({
          person: `${id} ${amount}`,
          period: january,
          total: expected.payout[i],
          lines: [expected.payout[i]],
        })),
      },
    ];
  },
};
