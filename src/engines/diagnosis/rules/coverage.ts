import { text } from '#kernel/local-text.ts';
import { count, input, inputNames, money as inMoney, percent } from '../finding-step.ts';
import { type Finding, inLanguages, moneyAtStake, severityOf } from '../finding.ts';
import type { DiagnosisRule } from '../rule.ts';

const quarterDays = 91;
/** Pipeline worth less than this share of what is needed will not do. */
const enough = 0.5;

/** Whether the open deals due in the coming quarter can carry it: weighted pipeline against the quota or the usual quarter. */
export const coverage: DiagnosisRule = {
  name: 'coverage',
  lens: 'process',
  missing: ({ input, yearlyValue }) => {
    const due = input.deals.some(
      (deal) => deal.status === 'open' && deal.expectedCloseDay !== null && deal.amount !== null,
    );
    if (!due)
      return text(
        'open opportunities with amount and expected close date',
        '带金额与预计成交日的进行中商机',
        '帶金額與預計成交日的進行中商機',
      );
    return yearlyValue > 0 || input.nextQuarterQuota !== null
      ? undefined
      : text('a quota, or a year of won value', '销售配额，或一年的成交数据', '銷售配額，或一年的成交資料');
  },
  run(frame) {
    const { deals, asOfDay, nextQuarterQuota } = frame.input;
    const due = deals.filter(
      (deal) =>
        deal.status === 'open' &&
        deal.expectedCloseDay !== null &&
        deal.expectedCloseDay > asOfDay &&
        deal.expectedCloseDay <= asOfDay + quarterDays,
    );
    const weighted = due.reduce((sum, deal) => sum + (deal.amount ?? 0) * deal.probability, 0);
    const needed = nextQuarterQuota ?? frame.yearlyValue / 4;
    const newBusiness = shareCreatedAndWonWithin(frame.input.deals, quarterDays);
    const expected = weighted + needed * newBusiness;
    if (expected >= needed * enough) return [];
    const gap = needed - expected;
    const money = moneyAtStake(gap * 0.6, gap, gap * 1.3);
    const finding: Finding = {
      rule: 'coverage',
      lens: 'process',
      subject: 'next-quarter',
      severity: severityOf(money, frame.yearlyValue),
      title: text(
        `Next quarter is covered to ${Math.round((expected / needed) * 100)} %`,
        `下一季度的管道覆盖率只有 ${Math.round((expected / needed) * 100)}%`,
        `下一季度的管道覆蓋率只有 ${Math.round((expected / needed) * 100)}%`,
      ),
      money,
      confidence: 0.8,
      evidence: {
        charts: inLanguages((language) => ({
          kind: 'bar',
          title: { en: 'Next quarter', 'zh-Hans': '下一季度', 'zh-Hant': '下一季度' }[language],
          categories: [
            { en: 'Needed', 'zh-Hans': '所需', 'zh-Hant': '所需' }[language],
            { en: 'Weighted', 'zh-Hans': '加权管道', 'zh-Hant': '加權管道' }[language],
          ],
          series: [{ name: frame.input.currency, values: [needed, weighted] }],
          value: { unit: 'money', currency: frame.input.currency },
        })),
        rows: { kind: 'opportunity', filter: ['status:eq:open'] },
      },
      trace: [
        {
          step: text(
            'weighted amount of open deals due in the next 91 days',
            '未来 91 天到期的进行中商机的加权金额',
            '未來 91 天到期的進行中商機的加權金額',
          ),
          inputs: [input(inputNames.deals, count(due.length))],
          output: inMoney(weighted),
        },
        {
          step:
            nextQuarterQuota === null
              ? text('needed: a quarter of the last year', '所需：去年成交的四分之一', '所需：去年成交的四分之一')
              : text('needed: the quota', '所需：销售配额', '所需：銷售配額'),
          output: inMoney(needed),
        },
        {
          step: text(
            'share of won value that is created and won within a quarter',
            '在同一季度内创建并赢下的金额占比',
            '在同一季度內建立並贏下的金額占比',
          ),
          output: percent(newBusiness),
        },
        { step: text('gap', '缺口', '缺口'), output: inMoney(gap) },
      ],
      causes: [
        text('Too few new opportunities in the last months', '近几个月新增商机不足', '近幾個月新增商機不足'),
        text('Deals slip out of the quarter', '商机推迟到季度之外', '商機推遲到季度之外'),
      ],
      action: text(
        'Agree on prospecting goals per person for the next four weeks',
        '商定未来四周每人的开拓目标',
        '商定未來四週每人的開拓目標',
      ),
    };
    return [finding];
  },
};

function shareCreatedAndWonWithin(
  deals: readonly { status: string; createdDay: number | null; closedDay: number | null; amount: number | null }[],
  days: number,
): number {
  let quick = 0;
  let all = 0;
  for (const deal of deals) {
    if (deal.status !== 'won' || deal.createdDay === null || deal.closedDay === null || deal.amount === null) continue;
    all += deal.amount;
    if (deal.closedDay - deal.createdDay < days / 2) quick += deal.amount;
  }
  return all === 0 ? 0 : quick / all;
}
