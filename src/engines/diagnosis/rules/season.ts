import { dayNumber, fromDayNumber } from '#kernel/civil-date.ts';
import { type LocalText, text } from '#kernel/local-text.ts';
import { lunarNewYear } from '#kernel/lunar-new-year.ts';
import { fisherFUpper } from '#engines/numerics/fisher-f.ts';
import { median } from '#engines/numerics/quantile.ts';
import { count, input, money as inMoney, pValue, percent } from '../finding-step.ts';
import { type Finding, inLanguages, moneyAtStake, percentText } from '../finding.ts';
import { type Months, leastMonths, monthlyWon, twelveMonths, wonByMonth } from '../monthly-won.ts';
import { type DiagnosisRule, alarmLevel, z80 } from '../rule.ts';

/** Label of the month that holds 春节, in whichever of January and February it falls. */
const festival = 'festival';

/** A month that is far from the usual level in every year there is. */
export const season: DiagnosisRule = {
  name: 'season',
  lens: 'market',
  missing: (frame) => (monthlyWon(frame).values.length >= leastMonths ? undefined : twelveMonths),
  run: (frame) => seasonality(monthlyWon(frame)),
};

function seasonality({ labels, values }: Months): Finding[] {
  if (values.length < 24) return [];
  const level = values.map((_, i) => median(values.slice(Math.max(0, i - 6), i + 7)));
  const logs = values.map((value, i) => Math.log(Math.max(value, level[i] * 0.02) / level[i]));
  const plain = labels.map((label) => label.slice(5));
  // 春节 moves: the month that holds its quiet days is a month of its own kind.
  const moving = labels.map((label, i) => (holdsFestival(label) ? festival : plain[i]));
  const tries = [plain, moving].map((kinds) => ({ kinds, p: chanceOfSeason(kinds, logs) }));
  const best = tries[1].p < tries[0].p ? tries[1] : tries[0];
  const p = Math.min(1, best.p * tries.length);
  const factors = monthMeans(best.kinds, logs);
  const strongest = factors.reduce((most, one) => (Math.abs(one.mean) > Math.abs(most.mean) ? one : most));
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
        `Won value has a season: ${monthName(strongest.month).en} stands ${percentText(Math.expm1(strongest.mean))} from the usual`,
        `成交额有明显季节性：${monthName(strongest.month)['zh-Hans']}偏离常态 ${percentText(Math.expm1(strongest.mean))}`,
        `成交額有明顯季節性：${monthName(strongest.month)['zh-Hant']}偏離常態 ${percentText(Math.expm1(strongest.mean))}`,
      ),
      money,
      confidence: 1 - p,
      evidence: {
        charts: inLanguages((language) => ({
          kind: 'bar',
          title: wonByMonth[language],
          categories: ordered.map((one) => monthName(one.month)[language]),
          series: [{ name: wonByMonth[language], values: ordered.map((one) => Math.exp(one.mean)) }],
          emphasis: ordered.findIndex((one) => one.month === strongest.month),
        })),
        rows: { kind: 'opportunity', filter: ['status:eq:won'] },
      },
      trace: [
        {
          step: text(
            'mean log ratio of the month to the running median of thirteen months',
            '该月与十三个月移动中位数之比的平均',
            '該月與十三個月移動中位數之比的平均',
          ),
          inputs: [input(['months', '月数', '月數'], count(values.length))],
          output: percent(Math.expm1(strongest.mean)),
        },
        {
          step: text(
            'chance of month effects this large if months did not differ (analysis of variance; plain months, and months with Spring Festival apart, so times two)',
            '若各月并无差异，出现如此大月份效应的概率（方差分析；普通月份与单列春节月份各试一次，故乘以二）',
            '若各月並無差異，出現如此大月份效應的機率（變異數分析；普通月份與單列春節月份各試一次，故乘以二）',
          ),
          output: pValue(p),
          source: 'Fisher 1925',
        },
        {
          step: text(
            'money: swing of the month × the usual month, give or take a third',
            '金额：该月波动 × 通常月份，上下浮动三分之一',
            '金額：該月波動 × 通常月份，上下浮動三分之一',
          ),
          inputs: [input(['usual month', '通常月份', '通常月份'], inMoney(usual))],
          output: inMoney(money.mid),
        },
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

function monthMeans(kinds: readonly string[], logs: readonly number[]) {
  const months = new Map<string, { n: number; sum: number }>();
  kinds.forEach((kind, i) => {
    const own = months.get(kind) ?? { n: 0, sum: 0 };
    months.set(kind, { n: own.n + 1, sum: own.sum + logs[i] });
  });
  return [...months].map(([month, { n, sum }]) => ({ month, n, mean: sum / n }));
}

/** Whether most of the days around 春节 on which hardly anyone signs, eight before to ten after, fall into the month. */
function holdsFestival(label: string): boolean {
  const first = lunarNewYear(Number(label.slice(0, 4)));
  if (first === undefined) return false;
  const day = dayNumber(first);
  const inside = Array.from({ length: 19 }, (_, i) => fromDayNumber(day - 8 + i).slice(0, 7) === label);
  return inside.filter(Boolean).length > 9;
}

function monthName(kind: string): LocalText {
  if (kind === festival) return text('the month of Spring Festival', '春节所在月', '春節所在月');
  const number = Number(kind);
  const english = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(
    new Date(Date.UTC(2000, number - 1, 1)),
  );
  return text(english, `${number} 月`, `${number} 月`);
}

/**
 * Chance of month effects as large as these if months did not differ: one-way analysis of variance of the log ratios, F with as
 * many degrees of freedom as kinds of month and remaining months leave (Fisher 1925). Logs tame the tails of money.
 */
function chanceOfSeason(kinds: readonly string[], logs: readonly number[]): number {
  const means = new Map(monthMeans(kinds, logs).map((one) => [one.month, one]));
  const grand = logs.reduce((sum, value) => sum + value, 0) / logs.length;
  let between = 0;
  for (const { n, mean } of means.values()) between += n * (mean - grand) ** 2;
  const within = logs.reduce((sum, value, i) => sum + (value - means.get(kinds[i])!.mean) ** 2, 0);
  const [top, bottom] = [means.size - 1, logs.length - means.size];
  if (bottom < 8 || within === 0) return 1;
  return fisherFUpper(between / top / (within / bottom), top, bottom);
}
