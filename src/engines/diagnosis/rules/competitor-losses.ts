import { text } from '#kernel/local-text.ts';
import { normalUpper } from '#engines/numerics/normal.ts';
import type { DiagnosedDeal } from '../diagnosis-input.ts';
import { count, input, inputNames, money as inMoney, pValue, percent, points } from '../finding-step.ts';
import { type Finding, inLanguages, moneyAtStake, percentText, severityOf, words } from '../finding.ts';
import { type DiagnosisRule, alarmLevel, z80 } from '../rule.ts';

const least = 25;
const leastDrop = 0.12;

/** Products whose win rate against one competitor has fallen from the earlier to the later half of the last three years. */
export const competitorLosses: DiagnosisRule = {
  name: 'competitorLosses',
  lens: 'market',
  missing: ({ input }) =>
    input.deals.filter((deal) => deal.status !== 'open' && deal.competitor !== null && deal.product !== null).length >=
    4 * least
      ? undefined
      : text(
          'closed opportunities with product and competitor (at least 100)',
          '带产品与竞争对手的已关闭商机（至少 100 个）',
          '帶產品與競爭對手的已關閉商機（至少 100 個）',
        ),
  run(frame) {
    const { asOfDay } = frame.input;
    const pairs = new Map<string, DiagnosedDeal[]>();
    for (const deal of frame.input.deals) {
      if (
        deal.status === 'open' ||
        deal.competitor === null ||
        deal.product === null ||
        deal.closedDay === null ||
        deal.closedDay <= asOfDay - 1096
      )
        continue;
      const key = `${deal.product}|${deal.competitor}`;
      const list = pairs.get(key);
      if (list === undefined) pairs.set(key, [deal]);
      else list.push(deal);
    }
    const tested = [...pairs].flatMap(([key, deals]) => {
      const recent = rateOf(deals.filter((deal) => deal.closedDay! > asOfDay - 365));
      const before = rateOf(deals.filter((deal) => deal.closedDay! <= asOfDay - 365));
      if (recent.n < least || before.n < least) return [];
      const pooled = (recent.won + before.won) / (recent.n + before.n);
      const spread = Math.sqrt(pooled * (1 - pooled) * (1 / recent.n + 1 / before.n));
      const p = spread === 0 ? 1 : normalUpper((before.rate - recent.rate) / spread);
      return [{ key, deals, recent, before, p, spread }];
    });
    // Holm's bound over the pairs: each is told only when it would stand alone among all that were looked at.
    return tested
      .filter(({ p, before, recent }) => p * tested.length < alarmLevel && before.rate - recent.rate >= leastDrop)
      .map(({ key, deals, recent, before, p, spread }): Finding => {
        const [product, competitor] = key.split('|');
        const drop = before.rate - recent.rate;
        const won = deals.filter((deal) => deal.status === 'won' && deal.amount !== null);
        const mean =
          won.length === 0 ? frame.meanWon : won.reduce((sum, deal) => sum + (deal.amount ?? 0), 0) / won.length;
        const per = recent.n * mean;
        const money = moneyAtStake((drop - z80 * spread) * per, drop * per, (drop + z80 * spread) * per);
        const quarters = quarterly(deals, asOfDay);
        return {
          rule: 'competitorLosses',
          lens: 'market',
          subject: `product:${product}|competitor:${competitor}`,
          severity: severityOf(money, frame.yearlyValue),
          title: text(
            `${frame.name(product)} loses against ${frame.name(competitor)}: win rate fell from ${percentText(before.rate)} to ${percentText(recent.rate)}`,
            `${frame.name(product)} 对 ${frame.name(competitor)} 节节失利：赢单率由 ${percentText(before.rate)} 降至 ${percentText(recent.rate)}`,
            `${frame.name(product)} 對 ${frame.name(competitor)} 節節失利：贏單率由 ${percentText(before.rate)} 降至 ${percentText(recent.rate)}`,
          ),
          money,
          confidence: 1 - Math.min(1, p * tested.length),
          evidence: {
            charts: inLanguages((language) => ({
              kind: 'line',
              title: words.winRate[language],
              x: quarters.map((_, i) => i - quarters.length + 1),
              series: [{ name: frame.name(competitor), values: quarters }],
              value: { unit: 'percent' },
            })),
            rows: {
              kind: 'opportunity',
              filter: [`productId:eq:${product}`, `competitorId:eq:${competitor}`, 'status:in:won,lost'],
            },
          },
          trace: [
            {
              step: text(
                'win rate against this competitor before the last year',
                '一年以前对该竞争对手的赢单率',
                '一年以前對該競爭對手的贏單率',
              ),
              inputs: [input(inputNames.deals, count(before.n))],
              output: percent(before.rate),
            },
            {
              step: text('win rate in the last year', '最近一年的赢单率', '最近一年的贏單率'),
              inputs: [input(inputNames.deals, count(recent.n))],
              output: percent(recent.rate),
            },
            {
              step: text(
                'one-sided test of two proportions, times the number of pairs of product and competitor (Bonferroni)',
                '两个比例的单侧检验，乘以产品与对手的组合数（Bonferroni 校正）',
                '兩個比例的單側檢定，乘以產品與對手的組合數（Bonferroni 校正）',
              ),
              inputs: [input(['pairs', '组合数', '組合數'], count(tested.length))],
              output: pValue(Math.min(1, p * tested.length)),
            },
            {
              step: text(
                'money: drop × deals of the last year × mean won amount',
                '金额：下降幅度 × 最近一年商机数 × 平均赢单金额',
                '金額：下降幅度 × 最近一年商機數 × 平均贏單金額',
              ),
              inputs: [
                input(['drop', '下降', '下降'], points(drop)),
                input(inputNames.deals, count(recent.n)),
                input(['mean won', '平均赢单', '平均贏單'], inMoney(mean)),
              ],
              output: inMoney(money.mid),
            },
          ],
          causes: [
            text('The competitor changed price or product', '竞争对手调整了价格或产品', '競爭對手調整了價格或產品'),
            text(
              'The offer no longer fits what buyers ask for',
              '我方方案已不符合买方需求',
              '我方方案已不符合買方需求',
            ),
          ],
          action: text(
            'Interview five lost buyers, renew the battlecard, and test a changed offer on half of the next deals',
            '访谈五位流失买家，更新竞争卡，并在接下来一半的商机上试行新方案',
            '訪談五位流失買家，更新競爭卡，並在接下來一半的商機上試行新方案',
          ),
        };
      });
  },
};

function rateOf(deals: readonly DiagnosedDeal[]): { n: number; won: number; rate: number } {
  const won = deals.filter((deal) => deal.status === 'won').length;
  return { n: deals.length, won, rate: deals.length === 0 ? 0 : won / deals.length };
}

function quarterly(deals: readonly DiagnosedDeal[], asOfDay: number): (number | null)[] {
  return Array.from({ length: 12 }, (_, i) => {
    const until = asOfDay - (11 - i) * 91;
    const own = rateOf(deals.filter((deal) => deal.closedDay! <= until && deal.closedDay! > until - 91));
    return own.n < 5 ? null : own.rate;
  });
}
