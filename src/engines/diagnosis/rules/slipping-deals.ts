import { fromDayNumber } from '#kernel/civil-date.ts';
import { text } from '#kernel/local-text.ts';
import { compareRates } from '../compare-rates.ts';
import { count, input, inputNames, money as inMoney, percent, scoreTestStep } from '../finding-step.ts';
import { type Finding, inLanguages, moneyAtStake, percentText, severityOf, words } from '../finding.ts';
import { type DiagnosisRule, alarmLevel } from '../rule.ts';

const least = 15;
/** Days past the expected close after which a date is plainly wrong. */
const graceDays = 14;

/** Open deals whose close date has passed, where one person or team keeps them far more than the rest. */
export const slippingDeals: DiagnosisRule = {
  name: 'slippingDeals',
  lens: 'process',
  missing: ({ input }) =>
    input.deals.some((deal) => deal.status === 'open' && deal.expectedCloseDay !== null)
      ? undefined
      : text('expected close dates of open opportunities', '进行中商机的预计成交日', '進行中商機的預計成交日'),
  run(frame) {
    const { asOfDay, deals } = frame.input;
    const open = deals.filter(
      (deal) => deal.status === 'open' && deal.expectedCloseDay !== null && deal.owner !== null,
    );
    const late = open.filter((deal) => deal.expectedCloseDay! < asOfDay - graceDays);
    const groups = new Map<string, { hits: number; trials: number }>();
    for (const deal of open) {
      const group = groups.get(deal.owner!) ?? { hits: 0, trials: 0 };
      group.trials += 1;
      if (deal.expectedCloseDay! < asOfDay - graceDays) group.hits += 1;
      groups.set(deal.owner!, group);
    }
    const compared = compareRates([...groups].map(([key, group]) => ({ key, ...group })));
    return compared
      .filter(
        (group) => group.trials >= least && group.hits >= 5 && group.p < alarmLevel && group.rate - group.others >= 0.2,
      )
      .map((group): Finding => {
        const own = late.filter((deal) => deal.owner === group.key);
        const value = own.reduce((sum, deal) => sum + (deal.amount ?? frame.meanWon), 0);
        const chance = own.reduce((sum, deal) => sum + deal.probability, 0) / Math.max(1, own.length);
        const money = moneyAtStake(value * chance * 0.5, value * chance, value);
        const shown = compared
          .filter((one) => one.trials >= least)
          .toSorted((left, right) => right.rate - left.rate)
          .slice(0, 12);
        return {
          rule: 'slippingDeals',
          lens: 'process',
          subject: `owner:${group.key}`,
          severity: severityOf(money, frame.yearlyValue),
          title: text(
            `${frame.name(group.key)}: ${percentText(group.rate)} of open deals are past their close date, the others ${percentText(group.others)}`,
            `${frame.name(group.key)}：${percentText(group.rate)} 的进行中商机已过预计成交日，其他为 ${percentText(group.others)}`,
            `${frame.name(group.key)}：${percentText(group.rate)} 的進行中商機已過預計成交日，其他為 ${percentText(group.others)}`,
          ),
          money,
          confidence: 1 - group.p,
          evidence: {
            charts: inLanguages((language) => ({
              kind: 'bar',
              title: words.share[language],
              categories: shown.map((one) => frame.name(one.key)),
              series: [{ name: words.share[language], values: shown.map((one) => one.rate) }],
              value: { unit: 'percent' },
              horizontal: true,
              emphasis: shown.findIndex((one) => one.key === group.key),
            })),
            rows: {
              kind: 'opportunity',
              filter: [
                `ownerId:eq:${group.key}`,
                'status:eq:open',
                `expectedCloseOn:lt:${fromDayNumber(asOfDay - graceDays)}`,
              ],
            },
          },
          trace: [
            {
              step: text(
                `share of open deals more than ${graceDays} days past their expected close`,
                `超过预计成交日 ${graceDays} 天以上的进行中商机占比`,
                `超過預計成交日 ${graceDays} 天以上的進行中商機占比`,
              ),
              inputs: [
                input(['late', '逾期', '逾期'], count(group.hits)),
                input(['open', '进行中', '進行中'], count(group.trials)),
                input(inputNames.others, percent(group.others)),
              ],
              output: percent(group.rate),
            },
            scoreTestStep(group.p),
            {
              step: text(
                'money: value of these deals × their stage chance',
                '金额：这些商机的金额 × 阶段赢率',
                '金額：這些商機的金額 × 階段贏率',
              ),
              inputs: [
                input(inputNames.value, inMoney(value)),
                input(['stage chance', '阶段赢率', '階段贏率'], percent(chance)),
              ],
              output: inMoney(money.mid),
            },
          ],
          causes: [
            text('Close dates are set once and never kept', '预计成交日设定后从未维护', '預計成交日設定後從未維護'),
            text('Dead deals are not closed', '已死的商机没有关闭', '已死的商機沒有關閉'),
          ],
          action: text(
            'Go through the list together: new date with a next step, or close as lost with a reason',
            '一起过一遍清单：要么给出新日期与下一步，要么注明原因关闭',
            '一起過一遍清單：要麼給出新日期與下一步，要麼註明原因關閉',
          ),
        };
      });
  },
};
