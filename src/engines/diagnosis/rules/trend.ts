import { text } from '#kernel/local-text.ts';
import { normalUpper } from '#engines/numerics/normal.ts';
import { median } from '#engines/numerics/quantile.ts';
import { count, input, inputNames, money as inMoney, pValue, percent } from '../finding-step.ts';
import { type Finding, inLanguages, moneyAtStake, percentText, severityOf } from '../finding.ts';
import { type Months, leastMonths, monthlyWon, twelveMonths, wonByMonth } from '../monthly-won.ts';
import { type DiagnosisFrame, type DiagnosisRule, alarmLevel } from '../rule.ts';

/** Whether won value shrinks year on year. */
export const trend: DiagnosisRule = {
  name: 'trend',
  lens: 'market',
  missing: (frame) => (monthlyWon(frame).values.length >= leastMonths ? undefined : twelveMonths),
  run: (frame) => decline(frame, monthlyWon(frame)),
};

/** Compares each month with the same month a year before: the season cancels out (signed-rank test, normal approximation). */
function decline(frame: DiagnosisFrame, { labels, values }: Months): Finding[] {
  const ratios: number[] = [];
  for (let i = Math.max(12, values.length - 12); i < values.length; i++)
    if (values[i - 12] > 0 && values[i] > 0) ratios.push(Math.log(values[i] / values[i - 12]));
  if (ratios.length < 10) return [];
  const ranked = ratios.map((_, i) => i).sort((left, right) => Math.abs(ratios[left]) - Math.abs(ratios[right]));
  const negative = ranked.reduce((sum, index, rank) => sum + (ratios[index] < 0 ? rank + 1 : 0), 0);
  const n = ratios.length;
  const z = (negative - (n * (n + 1)) / 4) / Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24);
  const p = normalUpper(z);
  const change = Math.expm1(median(ratios));
  if (p >= alarmLevel || change > -0.08) return [];
  const lost = -change * frame.yearlyValue;
  const money = moneyAtStake(lost * 0.6, lost, lost * 1.4);
  return [
    {
      rule: 'trend',
      lens: 'market',
      subject: 'won-value',
      severity: severityOf(money, frame.yearlyValue),
      title: text(
        `Won value is ${percentText(-change)} below the year before`,
        `成交额比上年同期低 ${percentText(-change)}`,
        `成交額比上年同期低 ${percentText(-change)}`,
      ),
      money,
      confidence: 1 - p,
      evidence: {
        charts: inLanguages((language) => ({
          kind: 'line',
          title: wonByMonth[language],
          x: labels,
          series: [{ name: wonByMonth[language], values }],
          value: { unit: 'money', currency: frame.input.currency },
        })),
        rows: { kind: 'opportunity', filter: ['status:eq:won'] },
      },
      trace: [
        {
          step: text(
            'median change of the last twelve months against the same months a year before',
            '最近十二个月与上年同月相比的中位变化',
            '最近十二個月與上年同月相比的中位變化',
          ),
          inputs: [input(['months', '月数', '月數'], count(n))],
          output: percent(change),
        },
        {
          step: text('signed-rank test, one-sided', '符号秩检验（单侧）', '符號秩檢定（單側）'),
          output: pValue(p),
          source: 'Wilcoxon 1945',
        },
        {
          step: text(
            'money: change × won value of the last year',
            '金额：变化 × 最近一年成交额',
            '金額：變化 × 最近一年成交額',
          ),
          inputs: [input(inputNames.value, inMoney(frame.yearlyValue))],
          output: inMoney(money.mid),
        },
      ],
      causes: [
        text(
          'Fewer opportunities, a lower win rate or smaller deals: see the other findings',
          '商机减少、赢率下降或单值变小：参见其他发现',
          '商機減少、贏率下降或單值變小：參見其他發現',
        ),
      ],
      action: text(
        'Split the gap into count, win rate, size and cycle before acting',
        '先把差距拆解为数量、赢率、单值与周期再行动',
        '先把差距拆解為數量、贏率、單值與週期再行動',
      ),
    },
  ];
}
