import { studentTTwoSided } from '#engines/numerics/student-t.ts';
import { estimateElasticity } from '#engines/pricing/elasticity/estimate-elasticity.ts';
import { text } from '#kernel/local-text.ts';
import { fromDayNumber } from '#kernel/civil-date.ts';
import type { DiagnosedLine } from '../diagnosis-input.ts';
import { count, input, money as inMoney, number, pValue, percent } from '../finding-step.ts';
import { type Finding, inLanguages, moneyAtStake, percentText, severityOf } from '../finding.ts';
import { type DiagnosisFrame, type DiagnosisRule, alarmLevel } from '../rule.ts';

const leastLines = 300;
/** Standard deviation of the log price within product and quarter below which nothing can be said. */
const leastSpread = 0.015;
/** An interval wider than this says nothing either. */
const widest = 1;
/** The price step whose effect is reckoned. */
const step = 0.05;
/** At −1 the customer spends the same whatever the price. */
const neutral = -1;

interface PriceFit {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  /** Two-sided, against the elasticity at which the spend stays the same. */
  readonly p: number;
  readonly observations: number;
  /** Standard deviation of log price with everything else taken out. */
  readonly spreadOfPrice: number;
}

interface Family {
  readonly key: string;
  readonly lines: DiagnosedLine[];
}

/**
 * How quantity answers to price, by product family: one slope of log quantity on log price for all its products, with a level
 * and a trend for each and effects of the quarters (constant-elasticity demand, by the price engine). Tells families that are clearly less or more sensitive than "same spend"; where price hardly
 * varies it says that it cannot tell.
 */
export const priceSensitivity: DiagnosisRule = {
  name: 'priceSensitivity',
  lens: 'market',
  missing: (frame) => {
    const all = families(frame);
    if (all.length === 0)
      return text(
        `order lines with quantity, price and product (at least ${leastLines} of a product family)`,
        `带数量、价格与产品的订单行（每个产品系列至少 ${leastLines} 行）`,
        `帶數量、價格與產品的訂單明細（每個產品系列至少 ${leastLines} 行）`,
      );
    return fitsOf(frame).length > 0
      ? undefined
      : text(
          'prices that vary: within a product they hardly do, so that sensitivity cannot be told',
          '有变化的价格：目前同一产品价格几乎不变，无法判断敏感度',
          '有變化的價格：目前同一產品價格幾乎不變，無法判斷敏感度',
        );
  },
  run(frame) {
    const fitted = fitsOf(frame);
    return fitted
      .filter(({ fit }) => fit.p * fitted.length < alarmLevel)
      .map(({ family, fit }) => findingOf(frame, family, fit, fitted));
  },
};

interface FittedFamily {
  readonly family: Family;
  readonly fit: PriceFit;
}

/** Fitted once for each diagnosis. */
const fits = new WeakMap<DiagnosisFrame, readonly FittedFamily[]>();

function fitsOf(frame: DiagnosisFrame): readonly FittedFamily[] {
  let found = fits.get(frame);
  if (found === undefined) {
    found = families(frame).flatMap((family) => {
      const fit = fitOf(family.lines);
      return usable(fit) ? [{ family, fit }] : [];
    });
    fits.set(frame, found);
  }
  return found;
}

function usable(fit: PriceFit | undefined): fit is PriceFit {
  return fit !== undefined && fit.spreadOfPrice >= leastSpread && fit.high - fit.low <= widest;
}

function families({ input: data }: DiagnosisFrame): Family[] {
  const found = new Map<string, DiagnosedLine[]>();
  for (const line of data.lines) {
    const key = line.family ?? line.product;
    if (key === null || line.product === null || !line.domestic) continue;
    if (line.quantity === null || line.quantity <= 0 || line.amount <= 0) continue;
    const lines = found.get(key);
    if (lines === undefined) found.set(key, [line]);
    else lines.push(line);
  }
  return [...found]
    .filter(([, lines]) => lines.length >= leastLines)
    .map(([key, lines]) => ({ key, lines }))
    .toSorted((left, right) => (left.key < right.key ? -1 : 1));
}

/** One elasticity for the family, by the price engine; undefined when price cannot be told from the rest. */
function fitOf(lines: readonly DiagnosedLine[]): PriceFit | undefined {
  const { pooled } = estimateElasticity(
    {
      product: lines.map((line) => line.product!),
      period: Int32Array.from(lines, (line) => quarterNumber(line.day)),
      season: 4,
      price: Float64Array.from(lines, (line) => line.amount / line.quantity!),
      quantity: Float64Array.from(lines, (line) => line.quantity!),
    },
    { level: 0.8, pooling: 'none', time: 'period' },
  );
  if (pooled === null) return undefined;
  const { estimate, low, high, stdError, observations, clusters, price } = pooled;
  return {
    estimate,
    low,
    high,
    observations,
    p: stdError === 0 ? 1 : studentTTwoSided((estimate - neutral) / stdError, Math.max(1, clusters - 1)),
    spreadOfPrice: Math.sqrt(price.reduce((sum, value) => sum + value * value, 0) / price.length),
  };
}

/** Quarters since 1970. */
function quarterNumber(day: number): number {
  const date = fromDayNumber(day);
  return 4 * (Number(date.slice(0, 4)) - 1970) + Math.floor((Number(date.slice(5, 7)) - 1) / 3);
}

function findingOf(frame: DiagnosisFrame, family: Family, fit: PriceFit, all: readonly FittedFamily[]): Finding {
  const sluggish = fit.estimate > neutral;
  const change = sluggish ? step : -step;
  const value = family.lines
    .filter((line) => line.day > frame.input.asOfDay - 365)
    .reduce((sum, line) => sum + line.amount, 0);
  // Revenue after the step is (1 + change)^(1 + elasticity) of today's.
  const gain = (elasticity: number): number => value * ((1 + change) ** (1 + elasticity) - 1);
  const [low, high] = [gain(fit.low), gain(fit.high)].toSorted((left, right) => left - right);
  const money = moneyAtStake(low, gain(fit.estimate), high);
  const name = frame.name(family.key);
  const shown = all.toSorted((left, right) => left.fit.estimate - right.fit.estimate);
  const elasticity = fit.estimate.toFixed(1);
  return {
    rule: 'priceSensitivity',
    lens: 'market',
    subject: `family:${family.key}`,
    severity: severityOf(money, frame.yearlyValue),
    title: sluggish
      ? text(
          `${name}: buyers hardly react to price (elasticity ${elasticity}); ${percentText(step)} more brings more revenue`,
          `${name}：买方对价格不敏感（弹性 ${elasticity}），提价 ${percentText(step)} 可增加收入`,
          `${name}：買方對價格不敏感（彈性 ${elasticity}），漲價 ${percentText(step)} 可增加收入`,
        )
      : text(
          `${name}: buyers react strongly to price (elasticity ${elasticity}); ${percentText(step)} less brings more revenue`,
          `${name}：买方对价格敏感（弹性 ${elasticity}），降价 ${percentText(step)} 可增加收入`,
          `${name}：買方對價格敏感（彈性 ${elasticity}），降價 ${percentText(step)} 可增加收入`,
        ),
    money,
    confidence: 1 - Math.min(1, fit.p * all.length),
    evidence: {
      charts: inLanguages((language) => ({
        kind: 'bar',
        title: text('Elasticity of quantity to price', '数量对价格的弹性', '數量對價格的彈性')[language],
        categories: shown.map((one) => frame.name(one.family.key)),
        series: [
          {
            name: text('Elasticity', '弹性', '彈性')[language],
            values: shown.map((one) => one.fit.estimate),
            low: shown.map((one) => one.fit.low),
            high: shown.map((one) => one.fit.high),
          },
        ],
        horizontal: true,
        emphasis: shown.findIndex((one) => one.family === family),
      })),
      rows: { kind: 'product', filter: [`family:eq:${family.key}`] },
    },
    trace: [
      {
        step: text(
          'log quantity on log price: a level and a trend for each product, effects of the quarters',
          '对数数量对对数价格回归，控制每个产品的水平与趋势以及季度影响',
          '對數數量對對數價格迴歸，控制每個產品的水準與趨勢以及季度影響',
        ),
        inputs: [
          input(['order lines', '订单行', '訂單明細'], count(fit.observations)),
          input(['80 % from', '80% 区间下限', '80% 區間下限'], number(fit.low)),
          input(['to', '上限', '上限'], number(fit.high)),
        ],
        output: number(fit.estimate),
        source: 'MacKinnon, Nielsen & Webb 2023',
      },
      {
        step: text(
          'how much price varies within a product and quarter',
          '同一产品同一季度内价格的波动',
          '同一產品同一季度內價格的波動',
        ),
        output: percent(fit.spreadOfPrice),
      },
      {
        step: text(
          'chance of this if the spend did not depend on price (elasticity −1), times the number of families',
          '若支出与价格无关（弹性 −1）时出现的概率，乘以系列数',
          '若支出與價格無關（彈性 −1）時出現的機率，乘以系列數',
        ),
        inputs: [input(['families', '系列', '系列'], count(all.length))],
        output: pValue(Math.min(1, fit.p * all.length)),
      },
      {
        step: sluggish
          ? text(
              'money: revenue of the last year × (1.05^(1 + elasticity) − 1); costs fall too',
              '金额：最近一年收入 ×（1.05^(1+弹性) − 1），成本同时下降',
              '金額：最近一年收入 ×（1.05^(1+彈性) − 1），成本同時下降',
            )
          : text(
              'money: revenue of the last year × (0.95^(1 + elasticity) − 1), before the cost of the added quantity',
              '金额：最近一年收入 ×（0.95^(1+弹性) − 1），未扣增量成本',
              '金額：最近一年收入 ×（0.95^(1+彈性) − 1），未扣增量成本',
            ),
        inputs: [input(['revenue', '收入', '收入'], inMoney(value))],
        output: inMoney(money.mid),
      },
    ],
    causes: sluggish
      ? [
          text(
            'Few alternatives, or price is a small part of the job',
            '替代品少，或价格占比小',
            '替代品少，或價格占比小',
          ),
        ]
      : [text('Buyers compare prices and switch', '买方比价并更换供应商', '買方比價並更換供應商')],
    action: sluggish
      ? text(
          'Try 5 % more on half of the products of the family for a quarter and compare margin',
          '选该系列一半产品提价 5%，试行一个季度并比较毛利',
          '選該系列一半產品漲價 5%，試行一個季度並比較毛利',
        )
      : text(
          'Check against the margin, then try a lower price or a volume offer on half of the products',
          '先对照毛利，再对一半产品试行降价或批量优惠',
          '先對照毛利，再對一半產品試行降價或批量優惠',
        ),
  };
}
