/** One deduction on the way from list to pocket price, in minor units, row by row in the same order. */
export interface WaterfallStep {
  readonly name: string;
  readonly amounts: readonly bigint[];
}

export interface PriceWaterfall {
  readonly listMinor: bigint;
  readonly steps: readonly {
    readonly name: string;
    readonly minor: bigint;
    readonly share: number;
    readonly rows: number;
  }[];
  readonly pocketMinor: bigint;
  /** Pocket ÷ list. */
  readonly realised: number;
}

/** From list to pocket price: what each deduction takes, exact to the minor unit (Marn & Rosiello 1992). */
export function priceWaterfall(list: readonly bigint[], steps: readonly WaterfallStep[]): PriceWaterfall {
  const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n);
  const listMinor = sum(list);
  const share = (minor: bigint): number => (listMinor === 0n ? 0 : Number(minor) / Number(listMinor));
  const taken = steps.map(({ name, amounts }) => {
    const minor = sum(amounts);
    return { name, minor, share: share(minor), rows: amounts.filter((amount) => amount !== 0n).length };
  });
  const pocketMinor = listMinor - sum(taken.map(({ minor }) => minor));
  return { listMinor, steps: taken, pocketMinor, realised: share(pocketMinor) };
}
