import { text } from '#kernel/local-text.ts';
import { chanceOfTopShare } from '../top-share-chance.ts';
import { count, input, inputNames, money as inMoney, pValue, percent } from '../finding-step.ts';
import { type Finding, inLanguages, moneyAtStake, percentText, severityOf, words } from '../finding.ts';
import { type DiagnosisFrame, type DiagnosisRule, alarmLevel } from '../rule.ts';

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
    const regions = new Map<string | null, WonDeal[]>();
    for (const deal of deals) {
      if (
        deal.status !== 'won' ||
        deal.account === null ||
        deal.amount === null ||
        deal.amount <= 0 ||
        deal.closedDay === null ||
        deal.closedDay <= asOfDay - 365
      )
        continue;
      for (const region of deal.region === null ? [null] : [null, deal.region]) {
        const own = regions.get(region) ?? [];
        own.push({ account: deal.account, amount: deal.amount });
        regions.set(region, own);
      }
    }
    return [...regions].flatMap(([region, won]) => findingOf(frame, region, won, regions.size));
  },
};

interface WonDeal {
  readonly account: string;
  readonly amount: number;
}

function findingOf(frame: DiagnosisFrame, region: string | null, won: readonly WonDeal[], looked: number): Finding[] {
  const sums = new Map<string, number>();
  const counts = new Map<string, number>();
  for (const { account, amount } of won) {
    sums.set(account, (sums.get(account) ?? 0) + amount);
    counts.set(account, (counts.get(account) ?? 0) + 1);
  }
  if (sums.size < leastCustomers) return [];
  const total = [...sums.values()].reduce((sum, value) => sum + value, 0);
  const ordered = [...sums].toSorted((left, right) => right[1] - left[1]);
  const top = ordered.slice(0, few);
  const held = top.reduce((sum, [, value]) => sum + value, 0);
  const share = held / total;
  if (share < muchOfRegion) return [];
  const p = chanceOfTopShare(
    won.map(({ amount }) => amount),
    [...counts.values()],
    few,
    share,
  );
  if (p * looked >= alarmLevel) return [];
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
      confidence: 1 - Math.min(1, p * looked),
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
        {
          step: text(
            `won value of the last 365 days of the largest ${few}`,
            `最近 365 天最大 ${few} 家客户的成交额`,
            `最近 365 天最大 ${few} 家客戶的成交額`,
          ),
          inputs: [
            input(inputNames.customers, count(sums.size)),
            input(['won by all', '全部成交', '全部成交'], inMoney(total)),
          ],
          output: inMoney(held),
        },
        { step: text('their share', '占比', '占比'), output: percent(share) },
        {
          step: text(
            'chance of such a share if all customers were alike: the same deals dealt out anew many times to customers who buy as often as usual here, times the regions looked at',
            '若客户并无差别，出现如此占比的概率：把同样的订单多次随机分给购买频次照常的客户，再乘以所考察的区域数',
            '若客戶並無差別，出現如此占比的機率：把同樣的訂單多次隨機分給購買頻次照常的客戶，再乘以所考察的區域數',
          ),
          inputs: [input(inputNames.deals, count(won.length)), input(['regions', '区域', '區域'], count(looked))],
          output: pValue(Math.min(1, p * looked)),
          source: 'Davison & Hinkley 1997, 4.2',
        },
        {
          step: text(
            'money: losing the largest one (low: a third of it; high: all of them)',
            '金额：失去最大的一家（下限：其三分之一；上限：全部几家）',
            '金額：失去最大的一家（下限：其三分之一；上限：全部幾家）',
          ),
          output: inMoney(money.mid),
        },
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
