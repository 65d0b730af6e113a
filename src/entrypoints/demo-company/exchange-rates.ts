import { clamp } from './draw.ts';
import { type World, isoDay } from './world.ts';

/** Yuan for one unit of a currency on a day, as it stands in the rate table. */
export interface ExchangeRates {
  /** Ten-thousandths of a yuan, so that conversion stays exact. */
  rateOn(currency: string, day: number): number;
  /** Amount in fen, rounded half up, as the product converts. */
  toBase(minor: number, currency: string, day: number): number;
}

const starts = { USD: 71_200, EUR: 77_500, HKD: 9110, JPY: 482 } as const;

/** Invented rates: a slow walk around a level that was usual, one per week (Mondays) from half a year before the history. */
export function simulateRates(world: World): ExchangeRates {
  const random = world.random('rates');
  const firstDay = world.startDay - 250;
  const byCurrency = new Map<string, number[]>();
  for (const [currency, start] of Object.entries(starts)) {
    const rates: number[] = [];
    let level: number = start;
    for (let day = firstDay; day <= world.endDay; day += 7) {
      level = clamp(level * (1 + 0.004 * random.normal()) + (start - level) * 0.05, start * 0.9, start * 1.1);
      rates.push(Math.round(level));
      world.rows.fxRate.push({
        fromCurrency: currency,
        toCurrency: 'CNY',
        onDate: isoDay(day),
        rate: Math.round(level) / 10_000,
        source: '演示数据 demo',
      });
    }
    byCurrency.set(currency, rates);
  }
  const rateOn = (currency: string, day: number): number => {
    const rates = byCurrency.get(currency);
    if (rates === undefined) throw new Error(`no rates for ${currency}`);
    return rates[clamp(Math.floor((day - firstDay) / 7), 0, rates.length - 1)];
  };
  return {
    rateOn,
    toBase: (minor, currency, day) =>
      currency === 'CNY' ? minor : Math.floor((minor * rateOn(currency, day) + 5000) / 10_000),
  };
}
