/** What a business lets prices do. Shares are fractions (0.1 for 10 %), amounts are in the unit of the prices. */
export interface ProductRules {
  readonly floor?: number;
  readonly ceiling?: number;
  /** Against the current price. */
  readonly maxIncrease?: number;
  readonly maxDecrease?: number;
  /** (price − cost) ÷ price. */
  readonly marginFloor?: number;
  /** price ÷ competitor price: least and most. */
  readonly competitorIndex?: readonly [number, number];
  /** The price as text ends in one of these ('.99'). */
  readonly endings?: readonly string[];
  /** Keeps its current price. */
  readonly fixed?: boolean;
}

/** `higher` costs at least (and at most) so much more than `lower`. */
export interface Ladder {
  readonly name: string;
  readonly lower: string;
  readonly higher: string;
  readonly atLeast?: Step;
  readonly atMost?: Step;
}
export type Step = { readonly share: number } | { readonly amount: number };

/** The quantity of these products (all when absent) stays at least at this share of today's. */
export interface VolumeGuard {
  readonly name: string;
  readonly products?: readonly string[];
  readonly atLeast: number;
}

export interface PriceRules {
  /** Decimals of a price. */
  readonly decimals: number;
  readonly all: ProductRules;
  readonly products: ReadonlyMap<string, ProductRules>;
  /** Products that cost the same. */
  readonly lines: readonly (readonly string[])[];
  readonly ladders: readonly Ladder[];
  readonly volume: readonly VolumeGuard[];
}

export interface RuleProblem {
  /** JSON pointer into the document. */
  readonly pointer: string;
  readonly found?: string;
  readonly expected: string;
}

type Values = Readonly<Record<string, unknown>>;

/** Reads a constraints document (YAML or JSON as plain data); what is wrong is listed with its place. */
export function readPriceRules(
  data: unknown,
): { readonly rules: PriceRules } | { readonly problems: readonly RuleProblem[] } {
  const problems: RuleProblem[] = [];
  const fail = (pointer: string, value: unknown, expected: string): undefined => {
    problems.push({ pointer, ...(value === undefined ? {} : { found: show(value) }), expected });
    return undefined;
  };
  const isObject = (value: unknown): value is Values =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  const object = (value: unknown, pointer: string, known: readonly string[]): Values => {
    if (value === undefined || value === null) return {};
    if (!isObject(value)) {
      fail(pointer, value, 'a list of keys and values');
      return {};
    }
    for (const key of Object.keys(value))
      if (!known.includes(key)) fail(`${pointer}/${key}`, key, `one of ${known.join(', ')}`);
    return value;
  };
  const list = (value: unknown, pointer: string): readonly unknown[] => {
    if (value === undefined || value === null) return [];
    if (Array.isArray(value)) return value;
    fail(pointer, value, 'a list');
    return [];
  };
  const number = (value: unknown, pointer: string, least = Number.NEGATIVE_INFINITY): number | undefined => {
    if (value === undefined) return undefined;
    const read =
      typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
    return Number.isFinite(read) && read >= least
      ? read
      : fail(pointer, value, `a number${least > -1e300 ? ` of at least ${least}` : ''}`);
  };
  const share = (value: unknown, pointer: string, least: number, most: number): number | undefined => {
    if (value === undefined) return undefined;
    const text = show(value).trim();
    const read = text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text);
    return text !== '' && Number.isFinite(read) && read >= least && read <= most
      ? read
      : fail(pointer, value, `a share from ${least * 100}% to ${most * 100}%`);
  };
  const name = (value: unknown, pointer: string): string =>
    typeof value === 'string' || typeof value === 'number'
      ? String(value)
      : (fail(pointer, value, 'the name of a product') ?? '');
  const names = (value: unknown, pointer: string): string[] =>
    list(value, pointer).map((one, i) => name(one, `${pointer}/${i}`));
  const step = (value: unknown, pointer: string): Step | undefined => {
    if (value === undefined) return undefined;
    if (typeof value === 'string' && value.trim().endsWith('%')) {
      const read = share(value, pointer, -0.99, 100);
      return read === undefined ? undefined : { share: read };
    }
    const read = number(value, pointer);
    return read === undefined ? undefined : { amount: read };
  };
  const productRules = (value: unknown, pointer: string): ProductRules => {
    const own = object(value, pointer, productKeys);
    const change = share(own.maxChange, `${pointer}/maxChange`, 0, 10);
    const index =
      own.competitorIndex === undefined ? undefined : list(own.competitorIndex, `${pointer}/competitorIndex`);
    if (index !== undefined && index.length !== 2)
      fail(
        `${pointer}/competitorIndex`,
        own.competitorIndex,
        'two numbers: least and most of price ÷ competitor price',
      );
    const fixed = own.fixed ?? false;
    if (typeof fixed !== 'boolean') fail(`${pointer}/fixed`, fixed, 'true or false');
    const endings =
      own.endings === undefined
        ? undefined
        : list(own.endings, `${pointer}/endings`).map((one, i) =>
            /^\d*\.?\d+$/.test(String(one))
              ? String(one)
              : (fail(`${pointer}/endings/${i}`, one, "the last digits of a price, such as '.99'") ?? ''),
          );
    return defined({
      floor: number(own.floor, `${pointer}/floor`, 0),
      ceiling: number(own.ceiling, `${pointer}/ceiling`, 0),
      maxIncrease: share(own.maxIncrease, `${pointer}/maxIncrease`, 0, 10) ?? change,
      maxDecrease:
        share(own.maxDecrease, `${pointer}/maxDecrease`, 0, 1) ??
        (change === undefined ? undefined : Math.min(1, change)),
      marginFloor: share(own.marginFloor, `${pointer}/marginFloor`, -10, 0.999),
      competitorIndex:
        index?.length === 2
          ? ([
              number(index[0], `${pointer}/competitorIndex/0`, 0) ?? 0,
              number(index[1], `${pointer}/competitorIndex/1`, 0) ?? 0,
            ] as const)
          : undefined,
      endings: endings?.length === 0 ? undefined : endings,
      fixed: fixed === true ? true : undefined,
    });
  };
  const top = object(data, '', ['decimals', 'all', 'products', 'lines', 'ladders', 'volume']);
  const decimals = number(top.decimals, '/decimals', 0) ?? 2;
  if (!Number.isInteger(decimals) || decimals > 6) fail('/decimals', decimals, 'a whole number from 0 to 6');
  const products = new Map<string, ProductRules>();
  if (top.products !== undefined && !isObject(top.products))
    fail('/products', top.products, 'products with their rules');
  else
    for (const [key, value] of Object.entries(top.products ?? {}))
      products.set(key, productRules(value, `/products/${key}`));
  const ladders = list(top.ladders, '/ladders').map((value, i): Ladder => {
    const at = `/ladders/${i}`;
    const own = object(value, at, ['lower', 'higher', 'atLeast', 'atMost']);
    const [lower, higher] = [name(own.lower, `${at}/lower`), name(own.higher, `${at}/higher`)];
    if (own.atLeast === undefined && own.atMost === undefined)
      fail(at, undefined, 'atLeast or atMost (10% or an amount)');
    const [atLeast, atMost] = [step(own.atLeast, `${at}/atLeast`), step(own.atMost, `${at}/atMost`)];
    const told = [
      own.atLeast === undefined ? '' : ` by at least ${show(own.atLeast)}`,
      own.atMost === undefined ? '' : ` by at most ${show(own.atMost)}`,
    ];
    return defined({
      name: `${higher} above ${lower}${told.join(' and')}`.replace(
        ' and by at most',
        told[0] === '' ? ' by at most' : ' and by at most',
      ),
      lower,
      higher,
      atLeast,
      atMost,
    });
  });
  const volume = list(top.volume, '/volume').map((value, i): VolumeGuard => {
    const at = `/volume/${i}`;
    const own = object(value, at, ['products', 'atLeast']);
    if (own.atLeast === undefined) fail(at, undefined, 'atLeast: the share of today’s quantity to keep');
    const atLeast = share(own.atLeast, `${at}/atLeast`, 0, 10) ?? 0;
    const of = own.products === undefined ? undefined : names(own.products, `${at}/products`);
    return defined({
      name: `quantity of ${of === undefined ? 'all' : of.join(', ')} at least ${show(own.atLeast)} of today's`,
      products: of,
      atLeast,
    });
  });
  const lines = list(top.lines, '/lines').map((value, i) => names(value, `/lines/${i}`));
  const all = productRules(top.all, '/all');
  return problems.length > 0 ? { problems } : { rules: { decimals, all, products, lines, ladders, volume } };
}

const productKeys = [
  'floor',
  'ceiling',
  'maxChange',
  'maxIncrease',
  'maxDecrease',
  'marginFloor',
  'competitorIndex',
  'endings',
  'fixed',
];

function show(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
}

/** Leaves keys without a value out. */
function defined<T extends object>(values: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}
