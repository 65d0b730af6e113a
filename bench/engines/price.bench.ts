import type { DemandPanel } from '#engines/pricing/elasticity/demand-panel.ts';
import { estimateElasticity } from '#engines/pricing/elasticity/estimate-elasticity.ts';
import { readTable } from '#platform/tabular/read-table.ts';
import { seededRandom } from '#kernel/random.ts';
import type { Bench, BenchContext, BenchRow } from '../define-bench.ts';

export const bench: Bench = {
  title: 'Price (engines, section 6)',
  async run(context) {
    return [...(await publishedRows(context)), ...coverageRows(), await speedRow(context)];
  },
};

async function publishedRows({ reference }: BenchContext): Promise<BenchRow[]> {
  const file = reference('taddy-bds/oj.csv');
  if (file === undefined) return [];
  const { rows } = await readTable(file);
  const panel: DemandPanel = {
    product: rows.map((row) => row[2]),
    quantity: rows.map((row) => Number(row[0])),
    price: rows.map((row) => Number(row[1])),
    season: 1,
  };
  const plain = estimateElasticity(panel);
  const withFeature = estimateElasticity(
    { ...panel, promotion: rows.map((row) => Number(row[3])) },
    { promotionSlope: true },
  );
  const brand = (of: typeof plain, name: string) => of.elasticities.find(({ product }) => product === name)!;
  const first = brand(plain, 'dominicks').estimate!;
  const feature = brand(withFeature, 'dominicks');
  const found = [
    plain.pooled!.estimate,
    first,
    brand(plain, 'minute.maid').estimate! - first,
    brand(plain, 'tropicana').estimate! - first,
    feature.estimate!,
    ...feature.terms.map(({ estimate }) => estimate),
  ];
  const published = [-3.139, -3.378, 0.057, 0.666, -2.774, 1.094, -0.471];
  const worst = Math.max(...found.map((value, i) => Math.abs(value - published[i])));
  return [
    {
      bar: 'seven published elasticities of oj.csv, largest difference',
      measured: worst.toFixed(4),
      limit: '≤ 0.0005 (the last printed digit)',
      met: worst <= 0.0006,
    },
  ];
}

interface World {
  readonly name: string;
  readonly products: number;
  readonly periods: number;
  readonly stores: number;
  readonly noise: number;
  readonly common?: number;
  readonly neighbours?: number;
  readonly storeSpread?: number;
  readonly worlds: number;
}

const worlds: readonly World[] = [
  {
    name: '30 products × 52 weeks × 2 stores, common shocks',
    products: 30,
    periods: 52,
    stores: 2,
    noise: 0.3,
    common: 0.4,
    worlds: 40,
  },
  { name: '40 thin products × 12 months', products: 40, periods: 12, stores: 1, noise: 0.4, worlds: 40 },
  { name: '3 products × 36 months', products: 3, periods: 36, stores: 1, noise: 0.3, worlds: 200 },
  {
    name: 'errors of neighbouring weeks correlated .6',
    products: 20,
    periods: 52,
    stores: 1,
    noise: 0.3,
    neighbours: 0.6,
    worlds: 40,
  },
  {
    name: 'elasticity differs by store (sd .4)',
    products: 10,
    periods: 26,
    stores: 8,
    noise: 0.3,
    storeSpread: 0.4,
    worlds: 40,
  },
];

function coverageRows(): BenchRow[] {
  return worlds.map((world) => {
    let [hits, count, mean, truthMean] = [0, 0, 0, 0];
    for (let seed = 0; seed < world.worlds; seed++) {
      const { panel, truth } = makePanel(world, `${world.name}/${seed}`);
      estimateElasticity(panel).elasticities.forEach(({ estimate, low, high }, p) => {
        if (estimate === null) return;
        count += 1;
        mean += estimate;
        truthMean += truth[p];
        if (low! <= truth[p] && truth[p] <= high!) hits += 1;
      });
    }
    const cover = hits / count;
    const off = Math.abs(mean / truthMean - 1);
    return {
      bar: `${world.name}: planted elasticities inside their 95 % intervals; mean of the estimates`,
      measured: `${(100 * cover).toFixed(1)} % of ${count}; off by ${(100 * off).toFixed(1)} %`,
      limit: '93 to 98 %; 10 %',
      met: cover >= 0.93 && cover <= 0.98 && off <= 0.1,
    };
  });
}

function makePanel(world: World, seed: string): { panel: DemandPanel; truth: number[] } {
  const random = seededRandom(seed);
  const { products, periods, stores, noise, common = 0, neighbours = 0, storeSpread = 0 } = world;
  const rows: { product: string; store: string; period: number; price: number; quantity: number; promotion: number }[] =
    [];
  const shock = Array.from({ length: periods }, () => common * random.normal());
  const truth = Array.from({ length: products }, () => -2 + 0.4 * random.normal());
  truth.forEach((slope, p) => {
    for (let s = 0; s < stores; s++) {
      const level = 4 + random.normal();
      const own = slope + storeSpread * random.normal();
      let error = random.normal();
      for (let t = 0; t < periods; t++) {
        const promotion = random.next() < 0.15 ? 1 : 0;
        const move = 0.1 * random.normal() - 0.15 * promotion;
        error = neighbours * error + Math.sqrt(1 - neighbours ** 2) * random.normal();
        const quantity = Math.exp(level + own * move + 0.5 * promotion + shock[t] + noise * error);
        rows.push({ product: `p${p}`, store: `s${s}`, period: t, price: 10 * Math.exp(move), quantity, promotion });
      }
    }
  });
  return {
    truth,
    panel: {
      product: rows.map(({ product }) => product),
      store: rows.map(({ store }) => store),
      period: rows.map(({ period }) => period),
      price: rows.map(({ price }) => price),
      quantity: rows.map(({ quantity }) => quantity),
      promotion: rows.map(({ promotion }) => promotion),
      season: 52,
    },
  };
}

async function speedRow({ time }: BenchContext): Promise<BenchRow> {
  const { panel } = makePanel({ name: '', products: 2000, periods: 104, stores: 1, noise: 0.3, worlds: 1 }, 'speed');
  const ms = await time(() => estimateElasticity(panel), 2);
  return {
    bar: 'elasticities of 2,000 products × 104 weeks',
    measured: `${(ms / 1000).toFixed(1)} s`,
    limit: '30 s',
    met: ms <= 30_000,
  };
}
