import { text } from '#kernel/local-text.ts';
import { fromDayNumber } from '#kernel/civil-date.ts';
import { normalUpper } from '#engines/numerics/normal.ts';
import { median } from '#engines/numerics/quantile.ts';
import { type Finding, inLanguages, moneyAtStake, percentText, severityOf } from '../finding.ts';
import { type DiagnosisFrame, type DiagnosisRule, alarmLevel, z80 } from '../rule.ts';

const leastMonths = 12;
const wonWord = { en: 'Won value by month', 'zh-Hans': '每月成交额', 'zh-Hant': '每月成交額' } as const;

interface Months {
  readonly labels: string[];
  readonly values: number[];
}

/** Whether won value shrinks year on year, and which months fall far out of the usual. */
export const trendAndSeason: DiagnosisRule = {
  name: 'season',
  lens: 'market',
  missing: (frame) =>
    monthly(frame).values.length >= leastMonths
      ? undefined
      : text('at least 12 whole months of won value', '至少 12 个整月的成交数据', '至少 12 個整月的成交資料'),
  run(frame) {
    const months = monthly(frame);
    return [...decline(frame, months), ...seasonality(months)];
  },
};

/** Whole calendar months up to the last complete one. */
function monthly({ input }: DiagnosisFrame): Months {
  const sums = new Map<string, number>();
  for (const deal of input.deals) {
    if (deal.status !== 'won' || deal.closedDay === null || deal.amount === null || deal.closedDay > input.asOfDay)
      continue;
    const month = fromDayNumber(deal.closedDay).slice(0, 7);
    sums.set(month, (sums.get(month) ?? 0) + deal.amount);
  }
  const last = fromDayNumber(input.asOfDay + 1).slice(0, 7);
  const known = [...sums.keys()].filter((month) => month < last).sort();
  const labels: string[] = [];
  if (known.length > 0) for (let month = known[0]; month <= known.at(-1)!; month = nextMonth(month)) labels.push(month);
  // The first month is rarely whole.
  const whole = labels.slice(1);
  return { labels: whole, values: whole.map((label) => sums.get(label) ?? 0) };
}

function nextMonth(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}

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
          title: wonWord[language],
          x: labels,
          series: [{ name: wonWord[language], values }],
          value: { unit: 'money', currency: frame.input.currency },
        })),
        rows: { kind: 'opportunity', filter: ['status:eq:won'] },
      },
      trace: [
        {
          step: 'each of the last twelve months against the same month a year before',
          inputs: { months: n },
          output: change,
        },
        { step: 'signed-rank test, one-sided', output: p, source: 'Wilcoxon 1945' },
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

/** A calendar month that is far from the usual level in every year there is. */
function seasonality({ labels, values }: Months): Finding[] {
  if (values.length < 24) return [];
  const level = values.map((_, i) => median(values.slice(Math.max(0, i - 6), i + 7)));
  const logs = values.map((value, i) => Math.log(Math.max(value, level[i] * 0.02) / level[i]));
  const scale = residualScale(labels, logs);
  const months = new Map<string, number[]>();
  labels.forEach((label, i) => months.set(label.slice(5), [...(months.get(label.slice(5)) ?? []), logs[i]]));
  const factors = [...months].map(([month, list]) => ({
    month,
    n: list.length,
    mean: list.reduce((sum, value) => sum + value, 0) / list.length,
  }));
  const strongest = factors.reduce((best, one) => (Math.abs(one.mean) > Math.abs(best.mean) ? one : best));
  const chiSquare = factors.reduce((sum, one) => sum + (one.mean / (scale / Math.sqrt(one.n))) ** 2, 0);
  // Wilson-Hilferty approximation of the upper tail of chi-square with 11 degrees of freedom.
  const p = normalUpper(((chiSquare / 11) ** (1 / 3) - (1 - 2 / 99)) / Math.sqrt(2 / 99));
  if (p >= alarmLevel || Math.abs(Math.expm1(strongest.mean)) < 0.2) return [];
  const usual = median(level);
  const swing = Math.abs(Math.expm1(strongest.mean)) * usual;
  const money = moneyAtStake(swing * (1 - z80 * 0.3), swing, swing * (1 + z80 * 0.3));
  const ordered = factors.toSorted((left, right) => (left.month < right.month ? -1 : 1));
  return [
    {
      rule: 'season',
      lens: 'market',
      subject: `month:${strongest.month}`,
      severity: 'low',
      title: text(
        `Won value has a season: month ${Number(strongest.month)} stands ${percentText(Math.expm1(strongest.mean))} from the usual`,
        `成交额有明显季节性：${Number(strongest.month)} 月偏离常态 ${percentText(Math.expm1(strongest.mean))}`,
        `成交額有明顯季節性：${Number(strongest.month)} 月偏離常態 ${percentText(Math.expm1(strongest.mean))}`,
      ),
      money,
      confidence: 1 - p,
      evidence: {
        charts: inLanguages((language) => ({
          kind: 'bar',
          title: wonWord[language],
          categories: ordered.map((one) => one.month),
          series: [{ name: wonWord[language], values: ordered.map((one) => Math.exp(one.mean)) }],
          emphasis: ordered.findIndex((one) => one.month === strongest.month),
        })),
        rows: { kind: 'opportunity', filter: ['status:eq:won'] },
      },
      trace: [
        {
          step: 'log ratio of each month to the running median of thirteen',
          inputs: { months: values.length },
          output: Math.expm1(strongest.mean),
        },
        { step: 'chi-square of the twelve month effects', inputs: { scale }, output: p },
      ],
      causes: [text('Budget cycles of customers, Spring Festival', '客户预算周期与春节', '客戶預算週期與春節')],
      action: text(
        'Plan goals, stock and campaigns along the season instead of evenly',
        '按季节而非平均分配目标、库存与活动',
        '按季節而非平均分配目標、庫存與活動',
      ),
    },
  ];
}

/** Spread of the log ratios within calendar months, from the differences between years (robust). */
function residualScale(labels: readonly string[], logs: readonly number[]): number {
  const differences = logs.flatMap((value, i) =>
    i >= 12 && labels[i].slice(5) === labels[i - 12].slice(5) ? [Math.abs(value - logs[i - 12])] : [],
  );
  return Math.max(0.02, (median(differences) * 1.4826) / Math.SQRT2);
}
