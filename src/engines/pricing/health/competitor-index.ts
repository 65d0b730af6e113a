export interface ComparedPrice {
  readonly product: string;
  readonly competitor: string;
  readonly price: number;
  readonly competitorPrice: number;
  /** Own quantity, the weight; 1 when it is not known. */
  readonly quantity: number;
}

export interface PriceIndex {
  /** Own price ÷ competitor price, a mean of logarithms weighted by own revenue; 1.05 is 5 % dearer. */
  readonly index: number;
  readonly products: number;
  /** Share of the compared products in which the own price is the lower one. */
  readonly cheaper: number;
}

export interface CompetitorIndex extends PriceIndex {
  readonly competitors: readonly (PriceIndex & { readonly competitor: string })[];
  readonly items: readonly {
    readonly product: string;
    readonly competitor: string;
    readonly index: number;
    readonly price: number;
    readonly competitorPrice: number;
  }[];
}

/** How dear one is against competitors: weighted geometric means of price ratios (Jevons; ILO Consumer Price Index Manual 2020, §8.28). */
export function competitorIndex(prices: readonly ComparedPrice[]): CompetitorIndex {
  const of = (own: readonly ComparedPrice[]): PriceIndex => {
    const weight = own.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
    const logs = own.reduce(
      (sum, { price, competitorPrice, quantity }) => sum + price * quantity * Math.log(price / competitorPrice),
      0,
    );
    return {
      index: Math.exp(logs / weight),
      products: new Set(own.map(({ product }) => product)).size,
      cheaper: own.filter(({ price, competitorPrice }) => price < competitorPrice).length / own.length,
    };
  };
  const names = [...new Set(prices.map(({ competitor }) => competitor))];
  return {
    ...of(prices),
    competitors: names
      .map((competitor) => ({ competitor, ...of(prices.filter((one) => one.competitor === competitor)) }))
      .sort((a, b) => b.index - a.index),
    items: prices
      .map(({ product, competitor, price, competitorPrice }) => ({
        product,
        competitor,
        index: price / competitorPrice,
        price,
        competitorPrice,
      }))
      .sort((a, b) => b.index - a.index),
  };
}
