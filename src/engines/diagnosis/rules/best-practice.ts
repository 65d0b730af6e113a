import { text } from '#kernel/local-text.ts';
import { chiSquaredUpper } from '#engines/numerics/chi-squared.ts';
import { median } from '#engines/numerics/quantile.ts';
import { compareRates } from '../compare-rates.ts';
import { count, input, inputNames, money as inMoney, number, pValue, percent, points } from '../finding-step.ts';
import { type Finding, inLanguages, moneyAtStake, severityOf, words } from '../finding.ts';
import { rankCorrelation } from '../rank-correlation.ts';
import { type DiagnosisFrame, type DiagnosisRule, alarmLevel } from '../rule.ts';
import { type Habit, type SellerDeals, habitDays, habitsOf, sellersOf } from '../seller-habits.ts';

const leastSellers = 8;
const leastDeals = 30;

/**
 * What the best do differently: sellers whose win rates differ beyond chance are ranked, and every habit that can be counted
 * is correlated with the rank, corrected for the number of habits looked at. Where sellers do not differ it stays silent.
 */
export const bestPractice: DiagnosisRule = {
  name: 'bestPractice',
  lens: 'team',
  missing: (frame) =>
    sellersOf(frame, leastDeals).length >= leastSellers && habitsOf(frame).length > 0
      ? undefined
      : text(
          `at least ${leastSellers} sellers with ${leastDeals} closed deals each, and activities or stage changes`,
          `至少 ${leastSellers} 名销售人员各有 ${leastDeals} 个已关闭商机，且有活动或阶段变更记录`,
          `至少 ${leastSellers} 名銷售人員各有 ${leastDeals} 個已關閉商機，且有活動或階段變更記錄`,
        ),
  run(frame) {
    const sellers = sellersOf(frame, leastDeals);
    const differ = heterogeneity(sellers);
    if (differ >= alarmLevel) return [];
    const rates = compareRates(
      sellers.map((seller) => ({ key: seller.id, hits: seller.won, trials: seller.deals.length })),
    ).map((one) => one.shrunk);
    const tested = habitsOf(frame).flatMap((habit) => {
      const known = sellers.flatMap((seller, i) => {
        const value = habit.of(seller);
        return value === null ? [] : [{ seller, value, rate: rates[i] }];
      });
      if (known.length < leastSellers) return [];
      const { rho, p } = rankCorrelation(
        known.map(({ value }) => value),
        known.map(({ rate }) => rate),
      );
      return [{ habit, known, rho, p }];
    });
    return tested
      .filter(({ p }) => p * tested.length < alarmLevel)
      .map((one) => findingOf(frame, one.habit, one.known, one.rho, one.p * tested.length, differ, tested.length));
  },
};

/** Chance of the spread of win rates between sellers if all were equally good: Pearson's chi-square. */
function heterogeneity(sellers: readonly SellerDeals[]): number {
  const trials = sellers.reduce((sum, seller) => sum + seller.deals.length, 0);
  const common = sellers.reduce((sum, seller) => sum + seller.won, 0) / trials;
  if (common <= 0 || common >= 1) return 1;
  const statistic = sellers.reduce((sum, seller) => {
    const expected = seller.deals.length * common;
    return sum + (seller.won - expected) ** 2 / (expected * (1 - common));
  }, 0);
  return chiSquaredUpper(statistic, sellers.length - 1);
}

interface Known {
  readonly seller: SellerDeals;
  readonly value: number;
  readonly rate: number;
}

function findingOf(
  frame: DiagnosisFrame,
  habit: Habit,
  known: readonly Known[],
  rho: number,
  p: number,
  differ: number,
  looked: number,
): Finding {
  const ranked = known.toSorted((left, right) => right.rate - left.rate);
  const top = ranked.slice(0, Math.max(2, Math.round(ranked.length / 4)));
  const rest = ranked.slice(top.length);
  const [best, others] = [median(top.map((one) => one.value)), median(rest.map((one) => one.value))];
  const [bestRate, otherRate] = [rateOf(top), rateOf(rest)];
  const yearly = rest.reduce(
    (sum, { seller }) =>
      sum + seller.deals.filter((deal) => deal.closedDay !== null && deal.closedDay > frame.input.asOfDay - 365).length,
    0,
  );
  // Correlation is not cause: of the gap only the share that the habit goes with is reckoned, and half of that.
  const gap = Math.max(0, bestRate - otherRate) * rho * rho * 0.5;
  const money = moneyAtStake(0, gap * yearly * frame.meanWon, 2 * gap * yearly * frame.meanWon);
  const shown = (value: number): string =>
    habit.unit === 'percent' ? `${(value * 100).toFixed(0)} %` : value.toFixed(1);
  return {
    rule: 'bestPractice',
    lens: 'team',
    subject: `habit:${habit.name}`,
    severity: severityOf(money, frame.yearlyValue),
    title: text(
      `The best sellers differ in ${habit.label.en}: ${shown(best)}, the others ${shown(others)}`,
      `高手的${habit.label['zh-Hans']}不同：${shown(best)}，其他人 ${shown(others)}`,
      `高手的${habit.label['zh-Hant']}不同：${shown(best)}，其他人 ${shown(others)}`,
    ),
    money,
    confidence: 1 - p,
    evidence: {
      charts: inLanguages((language) => ({
        kind: 'scatter',
        title: habit.label[language],
        points: ranked.map((one, i) => ({
          x: one.value,
          y: one.rate,
          label: frame.name(one.seller.id),
          group: i < top.length ? text('Best quarter', '前四分之一', '前四分之一')[language] : words.others[language],
        })),
        xAxis: { name: habit.label[language], ...(habit.unit === 'percent' ? { unit: 'percent' as const } : {}) },
        yAxis: { name: words.winRate[language], unit: 'percent' },
      })),
      rows: {
        kind: 'opportunity',
        filter: [`ownerId:in:${top.map(({ seller }) => seller.id).join(',')}`, 'status:in:won,lost'],
      },
    },
    trace: [
      {
        step: text(
          'chance that sellers differ so much in win rate by luck alone (chi-square)',
          '仅凭运气，销售人员赢率差异如此之大的概率（卡方检验）',
          '僅憑運氣，銷售人員贏率差異如此之大的機率（卡方檢定）',
        ),
        inputs: [input(inputNames.people, count(known.length))],
        output: pValue(differ),
        source: 'Pearson 1900',
      },
      {
        step: text(
          `rank correlation of the habit with the win rate (habits from the first ${habitDays} days of deals that lived longer)`,
          `该做法与赢率的秩相关（取自存续超过 ${habitDays} 天的商机的前 ${habitDays} 天）`,
          `該做法與贏率的秩相關（取自存續超過 ${habitDays} 天的商機的前 ${habitDays} 天）`,
        ),
        inputs: [
          input(['best quarter', '前四分之一', '前四分之一'], { value: best, unit: habit.unit }),
          input(inputNames.others, { value: others, unit: habit.unit }),
        ],
        output: number(rho),
        source: 'Spearman 1904',
      },
      {
        step: text(
          'chance of this without a connection, times the number of habits looked at',
          '若无关联时出现的概率，乘以所考察的做法数',
          '若無關聯時出現的機率，乘以所考察的做法數',
        ),
        inputs: [input(['habits', '做法数', '做法數'], count(looked))],
        output: pValue(Math.min(1, p)),
      },
      {
        step: text(
          'money: half of the gap in win rate that goes with the habit × deals of the others × mean won amount; a habit that goes with success need not cause it',
          '金额：与该做法相关的赢率差距的一半 × 其他人的商机数 × 平均赢单金额；相关不等于因果',
          '金額：與該做法相關的贏率差距的一半 × 其他人的商機數 × 平均贏單金額；相關不等於因果',
        ),
        inputs: [
          input(['best quarter wins', '前四分之一赢率', '前四分之一贏率'], percent(bestRate)),
          input(['the others win', '其他人赢率', '其他人贏率'], percent(otherRate)),
          input(['counted', '计入', '計入'], points(gap)),
        ],
        output: inMoney(money.mid),
      },
    ],
    causes: [
      text('A habit that works has not spread', '有效的做法尚未推广', '有效的做法尚未推廣'),
      text(
        'Or good sellers get the deals that allow it',
        '也可能是高手分到了更适合的商机',
        '也可能是高手分到了更適合的商機',
      ),
    ],
    action: habit.action,
  };
}

function rateOf(group: readonly Known[]): number {
  const trials = group.reduce((sum, { seller }) => sum + seller.deals.length, 0);
  return group.reduce((sum, { seller }) => sum + seller.won, 0) / trials;
}
