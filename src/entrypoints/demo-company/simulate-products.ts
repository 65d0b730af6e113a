import type { Id } from '#kernel/id.ts';
import type { Random } from '#kernel/random.ts';
import { competitors, families } from './catalogue.ts';
import { between, lognormal } from './draw.ts';
import type { Team } from './simulate-team.ts';
import type { Row } from './tables.ts';
import { type World, instantOf, isoDay } from './world.ts';

/** A product with the list prices it has had. */
export interface Product {
  readonly row: Row<'product'>;
  /** List price in fen from each day on, oldest first. */
  readonly prices: readonly { readonly fromDay: number; readonly minor: number }[];
  /** The first list price: what quantities are reckoned from. */
  readonly baseMinor: number;
  readonly promotions: Row<'promotion'>[];
}

export interface Catalogue {
  readonly products: readonly Product[];
  readonly competitorIds: readonly Id[];
}

/** Products in families with prices and their changes, promotions, price lists, competitors. */
export function simulateProducts(world: World, team: Team): Catalogue {
  const random = world.random('products');
  const setUpAt = instantOf(world.startDay - 350, 10);
  const common = () => ({ id: world.newId(setUpAt), createdAt: setUpAt, createdBy: team.administratorId });
  const standard = addPriceList(world, common(), '标准价目表 Standard', 'CNY', null);
  const large = addPriceList(world, common(), '大客户价目表 Key accounts', 'CNY', '大型企业');
  const products: Product[] = [];
  for (const family of families) {
    for (let i = 0; i < world.size.productsPerFamily; i++) {
      const [chinese, english] = family.goods[i % family.goods.length];
      const size = family.sizes[Math.floor(i / family.goods.length) % family.sizes.length];
      const baseMinor = roundPrice(lognormal(random, family.typicalPrice, 0.35) * 100);
      const prices = priceSteps(world, random, baseMinor);
      const today = prices.at(-1)!.minor;
      const product: Product = {
        row: {
          ...common(),
          code: `QD-${family.letter}-${String(i + 1).padStart(3, '0')}`,
          name: `${chinese} ${english} ${size}`,
          family: family.name,
          category: family.category,
          unit: family.unit,
          status: 'active',
          listPriceMinor: today,
          floorPriceMinor: roundPrice(today * 0.8),
          costMinor: Math.round(baseMinor * between(random, 0.6, 0.68)),
          currency: 'CNY',
          launchedOn: isoDay(world.startDay - 300 - random.integer(2500)),
          custom: { nameEn: `${english} ${size}` },
        },
        prices,
        baseMinor,
        promotions: [],
      };
      products.push(product);
      addPrices(world, product, common, standard, 1);
      addPrices(world, product, common, large, 0.96);
    }
  }
  world.rows.product.push(...products.map(({ row }) => row));
  addPromotions(world, random, products, team.administratorId);
  for (const { name, strengths, weaknesses } of competitors) {
    world.rows.competitor.push({ ...common(), name, website: null, strengths, weaknesses });
  }
  return { products, competitorIds: world.rows.competitor.map(({ id }) => id) };
}

/** The list price of a product on a day, in fen. */
export function listPriceOn({ prices }: Product, day: number): number {
  return (prices.findLast(({ fromDay }) => fromDay <= day) ?? prices[0]).minor;
}

export function promotionOn({ promotions }: Product, date: string): Row<'promotion'> | undefined {
  return promotions.find(({ fromOn, untilOn }) => fromOn <= date && date < untilOn);
}

/** Four changes in three years, up more often than down, between 4 and 16 per cent. */
function priceSteps(world: World, random: Random, baseMinor: number): { fromDay: number; minor: number }[] {
  const steps = [{ fromDay: world.startDay - 350, minor: baseMinor }];
  const span = (world.endDay - world.startDay) / 4;
  for (let i = 0; i < 4; i++) {
    const fromDay = Math.round(world.startDay + span * (i + between(random, 0.15, 0.85)));
    const change = between(random, 0.04, 0.16) * (random.next() < 0.55 ? 1 : -1);
    steps.push({ fromDay, minor: roundPrice(steps[i].minor * (1 + change)) });
  }
  return steps;
}

/** To half a yuan. */
function roundPrice(minor: number): number {
  return Math.max(50, Math.round(minor / 50) * 50);
}

type Common = () => { id: Id; createdAt: number; createdBy: Id | null };

function addPriceList(
  world: World,
  common: ReturnType<Common>,
  name: string,
  currency: string,
  segment: string | null,
): Id {
  world.rows.priceList.push({ ...common, name, currency, fromOn: isoDay(world.startDay - 350), segment });
  return common.id;
}

function addPrices(world: World, { row, prices }: Product, common: Common, priceListId: Id, factor: number): void {
  prices.forEach(({ fromDay, minor }, i) => {
    const next = prices[i + 1];
    world.rows.price.push({
      ...common(),
      createdAt: instantOf(fromDay - 7, 15),
      priceListId,
      productId: row.id,
      amountMinor: roundPrice(minor * factor),
      currency: 'CNY',
      fromOn: isoDay(fromDay),
      untilOn: next === undefined ? null : isoDay(next.fromDay),
    });
  });
}

function addPromotions(world: World, random: Random, products: readonly Product[], authorId: Id): void {
  const span = world.endDay + 30 - world.startDay;
  for (let i = 0; i < world.size.promotions; i++) {
    const product = random.pick(products);
    const fromDay = world.startDay + Math.round((span * (i + random.next())) / world.size.promotions);
    const createdAt = Math.min(instantOf(fromDay - 20, 11), world.endsAt);
    const discount = [0.08, 0.1, 0.12, 0.15][random.integer(4)];
    const promotion: Row<'promotion'> = {
      id: world.newId(createdAt),
      createdAt,
      createdBy: authorId,
      name: `${isoDay(fromDay).slice(0, 7)} ${product.row.name.split(' ')[0]}促销`,
      type: 'discount',
      discount,
      fromOn: isoDay(fromDay),
      untilOn: isoDay(fromDay + 14 + random.integer(15)),
      productId: product.row.id,
      budgetMinor: (20 + random.integer(80)) * 100_000,
      currency: 'CNY',
    };
    product.promotions.push(promotion);
    world.rows.promotion.push(promotion);
  }
}
