import { text } from '#kernel/local-text.ts';
import { compareRanks } from '../compare-ranks.ts';
import { count, input, inputNames, money as inMoney, percent, points, rankSumStep } from '../finding-step.ts';
import { type Finding, inLanguages, moneyAtStake, percentText, severityOf } from '../finding.ts';
import { type DiagnosisFrame, type DiagnosisRule, alarmLevel } from '../rule.ts';

interface Priced {
  readonly day: number;
  readonly owner: string | null;
  readonly team: string | null;
  readonly amount: number;
  readonly list: number;
}

const leastGap = 0.03;
const discountWord = { en: 'Discount', 'zh-Hans': '折扣率', 'zh-Hant': '折扣率' } as const;

/** A team (or a person within it) that gives clearly more off the list price than the others. */
export const discountLeakage: DiagnosisRule = {
  name: 'discountLeakage',
  lens: 'market',
  missing: (frame) =>
    pricedSales(frame).length >= 200
      ? undefined
      : text(
          'at least 200 sales with list price and price paid',
          '至少 200 笔带目录价与成交价的销售',
          '至少 200 筆帶定價與成交價的銷售',
        ),
  run(frame) {
    const sales = pricedSales(frame);
    const discounts = Float64Array.from(sales, (sale) => 1 - sale.amount / sale.list);
    const byTeam = leaks(frame, sales, discounts, 'team');
    return byTeam.length > 0 ? byTeam : leaks(frame, sales, discounts, 'owner');
  },
};

/** Order lines where there are some; else won deals with a list amount. */
function pricedSales({ input }: DiagnosisFrame): Priced[] {
  const lines = input.lines.flatMap((line) =>
    line.listAmount !== null && line.listAmount > 0 && line.amount > 0
      ? [{ day: line.day, owner: line.owner, team: line.team, amount: line.amount, list: line.listAmount }]
      : [],
  );
  if (lines.length >= 200) return lines;
  return input.deals.flatMap((deal) =>
    deal.status === 'won' &&
    deal.amount !== null &&
    deal.listAmount !== null &&
    deal.listAmount > 0 &&
    deal.closedDay !== null
      ? [{ day: deal.closedDay, owner: deal.owner, team: deal.team, amount: deal.amount, list: deal.listAmount }]
      : [],
  );
}

function leaks(
  frame: DiagnosisFrame,
  sales: readonly Priced[],
  discounts: Float64Array,
  by: 'team' | 'owner',
): Finding[] {
  const compared = compareRanks(
    discounts,
    sales.map((sale) => sale[by]),
    30,
  );
  return compared
    .filter((group) => group.p < alarmLevel / 2 && group.median - group.othersMedian >= leastGap)
    .map((group): Finding => {
      const own = sales.filter((sale) => sale[by] === group.key && sale.day > frame.input.asOfDay - 365);
      const list = own.reduce((sum, sale) => sum + sale.list, 0);
      const excess = group.median - group.othersMedian;
      const money = moneyAtStake(list * excess * 0.7, list * excess, list * excess * 1.3);
      const shown = compared.toSorted((left, right) => right.median - left.median).slice(0, 15);
      return {
        rule: 'discountLeakage',
        lens: 'market',
        subject: `${by}:${group.key}`,
        severity: severityOf(money, frame.yearlyValue),
        title: text(
          `${frame.name(group.key)} gives ${percentText(group.median, 1)} off, the others ${percentText(group.othersMedian, 1)}`,
          `${frame.name(group.key)} 平均让价 ${percentText(group.median, 1)}，其他为 ${percentText(group.othersMedian, 1)}`,
          `${frame.name(group.key)} 平均讓價 ${percentText(group.median, 1)}，其他為 ${percentText(group.othersMedian, 1)}`,
        ),
        money,
        confidence: 1 - group.p,
        evidence: {
          charts: inLanguages((language) => ({
            kind: 'bar',
            title: discountWord[language],
            categories: shown.map((one) => frame.name(one.key)),
            series: [{ name: discountWord[language], values: shown.map((one) => one.median) }],
            value: { unit: 'percent' },
            horizontal: true,
            emphasis: shown.findIndex((one) => one.key === group.key),
          })),
          rows: by === 'owner' ? { kind: 'order', filter: [`ownerId:eq:${group.key}`] } : null,
        },
        trace: [
          {
            step: text('median discount off the list price', '相对目录价的中位折扣', '相對定價的中位折扣'),
            inputs: [
              input(['sales', '销售笔数', '銷售筆數'], count(group.count)),
              input(inputNames.others, percent(group.othersMedian)),
            ],
            output: percent(group.median),
          },
          rankSumStep(group.p),
          {
            step: text(
              'money: extra discount × value at list price of the last year',
              '金额：多给的折扣 × 最近一年目录价金额',
              '金額：多給的折扣 × 最近一年定價金額',
            ),
            inputs: [
              input(['at list price', '目录价金额', '定價金額'], inMoney(list)),
              input(['extra discount', '多给折扣', '多給折扣'], points(excess)),
            ],
            output: inMoney(money.mid),
          },
        ],
        causes: [
          text('Discounts are given without approval or reason', '让价没有审批或理由', '讓價沒有審批或理由'),
          text('Value is argued late, price early', '先谈价格，后谈价值', '先談價格，後談價值'),
        ],
        action: text(
          'Set a discount limit with approval for this team and review after eight weeks whether wins suffer',
          '为该团队设定让价上限与审批，八周后检查赢单是否受影响',
          '為該團隊設定讓價上限與審批，八週後檢查贏單是否受影響',
        ),
      };
    });
}
