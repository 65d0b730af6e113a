import { text } from '#kernel/local-text.ts';
import { type Finding, inLanguages, moneyAtStake, percentText, severityOf, words } from '../finding.ts';
import type { DiagnosisFrame, DiagnosisRule } from '../rule.ts';

/** A region (or the company) that lives from so few customers is fragile. */
const few = 3;
const muchOfRegion = 0.35;
/** A share above this is only remarkable among enough customers. */
const leastCustomers = 20;

/** Dependence of a region, or of the company, on a few customers. */
export const concentration: DiagnosisRule = {
  name: 'customerConcentration',
  lens: 'customers',
  missing: ({ input }) =>
    input.deals.some((deal) => deal.status === 'won' && deal.account !== null && deal.amount !== null) ||
    input.lines.some((line) => line.account !== null)
      ? undefined
      : text('won opportunities or orders with a customer', '带客户的赢单或订单', '帶客戶的贏單或訂單'),
  run(frame) {
    const { deals, asOfDay } = frame.input;
    const regions = new Map<string | null, Map<string, number>>();
    for (const deal of deals) {
      if (
        deal.status !== 'won' ||
        deal.account === null ||
        deal.amount === null ||
        deal.closedDay === null ||
        deal.closedDay <= asOfDay - 365
      )
        continue;
      for (const region of [null, deal.region]) {
        if (region === null && regions.has(null) && deal.region === null) continue;
        const sums = regions.get(region) ?? new Map<string, number>();
        sums.set(deal.account, (sums.get(deal.account) ?? 0) + deal.amount);
        regions.set(region, sums);
      }
    }
    return [...regions].flatMap(([region, sums]) => findingOf(frame, region, sums));
  },
};

function findingOf(frame: DiagnosisFrame, region: string | null, sums: ReadonlyMap<string, number>): Finding[] {
  if (sums.size < leastCustomers) return [];
  const total = [...sums.values()].reduce((sum, value) => sum + value, 0);
  const ordered = [...sums].toSorted((left, right) => right[1] - left[1]);
  const top = ordered.slice(0, few);
  const held = top.reduce((sum, [, value]) => sum + value, 0);
  const share = held / total;
  if (share < muchOfRegion) return [];
  const largest = top[0][1];
  const money = moneyAtStake(largest * 0.3, largest, held);
  const where =
    region === null
      ? text('the company', '全公司', '全公司')
      : text(frame.name(region), frame.name(region), frame.name(region));
  return [
    {
      rule: 'customerConcentration',
      lens: 'customers',
      subject: region === null ? 'company' : `region:${region}`,
      severity: severityOf(money, frame.yearlyValue),
      title: text(
        `${few} customers bring ${percentText(share)} of what ${where.en} wins`,
        `${where['zh-Hans']} ${percentText(share)} 的成交来自 ${few} 家客户`,
        `${where['zh-Hant']} ${percentText(share)} 的成交來自 ${few} 家客戶`,
      ),
      money,
      confidence: 1,
      evidence: {
        charts: inLanguages((language) => ({
          kind: 'bar',
          title: words.share[language],
          categories: ordered.slice(0, 10).map(([id]) => frame.name(id)),
          series: [{ name: words.share[language], values: ordered.slice(0, 10).map(([, value]) => value / total) }],
          value: { unit: 'percent' },
          horizontal: true,
        })),
        rows: { kind: 'opportunity', filter: [`accountId:in:${top.map(([id]) => id).join(',')}`, 'status:eq:won'] },
      },
      trace: [
        { step: 'won value of the last 365 days by customer', inputs: { customers: sums.size, total }, output: held },
        { step: `share of the largest ${few}`, output: share },
        { step: 'money: losing the largest one (low: a third of it; high: all of them)', output: money.mid },
      ],
      causes: [
        text(
          'A few grown relationships; little new business',
          '少数老客户做大，新业务不足',
          '少數老客戶做大，新業務不足',
        ),
      ],
      action: text(
        'Make an account plan with a second contact at each of them, and set a goal for new customers in the region',
        '为每家制定客户计划并建立第二联系人，同时为该区域设定新客户目标',
        '為每家制定客戶計畫並建立第二聯絡人，同時為該區域設定新客戶目標',
      ),
    },
  ];
}
