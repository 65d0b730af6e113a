import { roundRatio } from '#kernel/decimal.ts';
import { allocateMinor } from '#kernel/money.ts';
import { holdsOn, listPriceOf } from './list-price.ts';
import type {
  LineRule,
  PriceConflict,
  PriceOffer,
  PriceOfferRule,
  PriceRequest,
  PricedOffer,
  PricedOfferLine,
  RefusalReason,
  ThresholdRule,
} from './offer.ts';

type Unused = PricedOffer['unused'][number];

/**
 * What an order costs: a pure function of price lists, the day, rules and coupons. Each line gets its list price; then either
 * all rules that stack, one after the other on what is left (each once, in the order of their names), or the one exclusive rule
 * that takes more; then the order gets the threshold that takes most. No line goes below its floor. A rule that does not hold
 * on the day, is for others or found no room is named with the reason, and so is every conflict. The order of the rules and of
 * the coupons does not matter. Shares are rounded half to even, once for each line and rule.
 * @throws RangeError for a quantity that is not above 0, a share outside 0–1, or a negative amount
 */
export function priceOffer(offer: PriceOffer, request: PriceRequest): PricedOffer {
  check(offer, request);
  const unused: Unused[] = [];
  const conflicts: PriceConflict[] = [];
  const rules = usable(offer.rules, request, unused, conflicts);
  const shares = rules.filter((rule) => rule.kind === 'share');
  const lines = request.lines.map((line) => priceLine(offer, request, line, shares, unused, conflicts));
  for (const rule of shares)
    if (!lines.some(({ product }) => covers(rule, product))) unused.push({ rule: rule.id, reason: 'otherProducts' });
  const reduced = takeThreshold(
    lines,
    rules.filter((rule) => rule.kind === 'threshold'),
    offer,
    unused,
    conflicts,
  );
  const sum = (of: 'grossMinor' | 'netMinor'): bigint => reduced.reduce((total, line) => total + line[of], 0n);
  return { lines: reduced, grossMinor: sum('grossMinor'), netMinor: sum('netMinor'), unused, conflicts };
}

function check({ rules, listPrices }: PriceOffer, { lines }: PriceRequest): void {
  for (const { product, quantity } of lines)
    if (!(quantity > 0)) throw new RangeError(`invalid quantity of "${product}": ${quantity} (above 0 is expected)`);
  for (const { list, product, minor } of listPrices)
    if (minor < 0n)
      throw new RangeError(`invalid price of "${product}" in "${list}": ${minor} (not below 0 is expected)`);
  for (const rule of rules) {
    if (rule.kind === 'share' ? !isShare(rule) : rule.offMinor < 0n)
      throw new RangeError(`invalid rule "${rule.id}": a share from 0 to 1 or an amount of at least 0 is expected`);
  }
}

function isShare({ numerator, denominator }: LineRule): boolean {
  return denominator > 0n && numerator >= 0n && numerator <= denominator;
}

/** The rules that hold for this customer on this day, each once, by name; those that do not are named. */
function usable(
  all: readonly PriceOfferRule[],
  { day, segment, coupons }: PriceRequest,
  unused: Unused[],
  conflicts: PriceConflict[],
): PriceOfferRule[] {
  const given = new Set(coupons);
  const byId = new Map<string, PriceOfferRule>();
  for (const rule of all.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))) {
    if (rule.coupon !== undefined && !given.has(rule.coupon)) continue;
    const reason = byId.has(rule.id) ? 'twice' : reasonAgainst(rule, day, segment);
    if (reason === undefined) byId.set(rule.id, rule);
    else unused.push({ rule: rule.id, reason });
  }
  for (const coupon of given)
    if (!all.some((rule) => rule.coupon === coupon)) conflicts.push({ kind: 'unknownCoupon', coupon });
  return [...byId.values()];
}

function reasonAgainst(rule: PriceOfferRule, day: string, segment: string | undefined): RefusalReason | undefined {
  if (!holdsOn(day, rule)) return rule.fromOn !== undefined && day < rule.fromOn ? 'notYet' : 'expired';
  return rule.segment !== undefined && rule.segment !== segment ? 'otherSegment' : undefined;
}

function covers({ products }: PriceOfferRule, product: string): boolean {
  return products === undefined || products.includes(product);
}

interface Taking {
  readonly taken: PricedOfferLine['taken'];
  readonly netMinor: bigint;
  readonly heldByFloor: boolean;
  readonly without: readonly string[];
}

function priceLine(
  { listPrices, floors }: PriceOffer,
  request: PriceRequest,
  { product, quantity }: PriceRequest['lines'][number],
  shares: readonly LineRule[],
  unused: Unused[],
  conflicts: PriceConflict[],
): PricedOfferLine {
  const { price, conflict } = listPriceOf(listPrices, request, product, quantity);
  if (conflict !== undefined) conflicts.push(conflict);
  const empty = { product, quantity, grossMinor: 0n, taken: [], netMinor: 0n, heldByFloor: false };
  if (price === undefined) return empty;
  const gross = times(price.minor, quantity);
  const floor = floorOf(floors, product, quantity, gross);
  const own = shares.filter((rule) => covers(rule, product));
  const exclusives = own.filter(({ exclusive }) => exclusive === true);
  const stacked = own.filter(({ exclusive }) => exclusive !== true);
  const ways = [{ rules: stacked }, ...exclusives.map((rule) => ({ rules: [rule] }))]
    .map(({ rules }) => ({ rules, taking: take(gross, floor, rules) }))
    .toSorted((a, b) => (a.taking.netMinor < b.taking.netMinor ? -1 : a.taking.netMinor > b.taking.netMinor ? 1 : 0));
  const [best] = ways;
  const used = new Set(best.rules.map(({ id }) => id));
  for (const { id } of own) if (!used.has(id)) unused.push({ rule: id, product, reason: 'exclusive' });
  for (const rule of best.taking.without) unused.push({ rule, product, reason: 'noRoom' });
  if (exclusives.length > 1) conflicts.push({ kind: 'exclusives', product, rules: exclusives.map(({ id }) => id) });
  const { taken, netMinor, heldByFloor } = best.taking;
  return {
    product,
    quantity,
    list: price.list,
    unitMinor: price.minor,
    grossMinor: gross,
    taken,
    netMinor,
    heldByFloor,
  };
}

/** Takes shares one after the other from what is left, never below the floor. */
function take(gross: bigint, floor: bigint, rules: readonly LineRule[]): Taking {
  let net = gross;
  let held = false;
  const taken: { rule: string; minor: bigint }[] = [];
  const without: string[] = [];
  for (const { id, numerator, denominator } of rules) {
    const wanted = roundRatio(net * numerator, denominator, 'half-even');
    const minor = wanted < net - floor ? wanted : net - floor;
    if (minor < wanted) held = true;
    if (minor > 0n) taken.push({ rule: id, minor });
    else if (wanted > 0n) without.push(id);
    net -= minor;
  }
  return { taken, netMinor: net, heldByFloor: held, without };
}

/** The threshold that takes most; spread over its lines by their value, never below a floor. */
function takeThreshold(
  lines: readonly PricedOfferLine[],
  rules: readonly ThresholdRule[],
  { floors }: PriceOffer,
  unused: Unused[],
  conflicts: PriceConflict[],
): PricedOfferLine[] {
  const total = (rule: ThresholdRule): bigint =>
    lines.reduce((sum, line) => (covers(rule, line.product) ? sum + line.netMinor : sum), 0n);
  const reached = rules.filter((rule) => total(rule) >= rule.atLeastMinor && total(rule) > 0n);
  for (const rule of rules) if (!reached.includes(rule)) unused.push({ rule: rule.id, reason: 'belowThreshold' });
  const [best, ...others] = reached.toSorted((a, b) =>
    a.offMinor > b.offMinor ? -1 : a.offMinor < b.offMinor ? 1 : a.id < b.id ? -1 : 1,
  );
  for (const rule of others) unused.push({ rule: rule.id, reason: 'lessThanAnother' });
  const exclusives = reached.filter(({ exclusive }) => exclusive === true).map(({ id }) => id);
  if (exclusives.length > 1) conflicts.push({ kind: 'exclusives', rules: exclusives });
  if (best === undefined || best.offMinor === 0n) return [...lines];
  const rooms = lines.map((line) =>
    covers(best, line.product) ? line.netMinor - floorOf(floors, line.product, line.quantity, line.netMinor) : 0n,
  );
  const room = rooms.reduce((sum, one) => sum + one, 0n);
  const off = best.offMinor < room ? best.offMinor : room;
  if (off === 0n) {
    unused.push({ rule: best.id, reason: 'noRoom' });
    return [...lines];
  }
  const parts = allocateMinor(off, rooms);
  return lines.map((line, i) =>
    parts[i] === 0n
      ? line
      : {
          ...line,
          taken: [...line.taken, { rule: best.id, minor: parts[i] }],
          netMinor: line.netMinor - parts[i],
          heldByFloor: line.heldByFloor || off < best.offMinor,
        },
  );
}

/** The least a line may be sold for; what it costs already when that is less. */
function floorOf(floors: ReadonlyMap<string, bigint>, product: string, quantity: number, now: bigint): bigint {
  const floor = times(floors.get(product) ?? 0n, quantity);
  return floor < now ? floor : now;
}

/** Minor units × a quantity of up to four decimals, rounded half to even. */
function times(minor: bigint, quantity: number): bigint {
  return roundRatio(minor * BigInt(Math.round(quantity * 10_000)), 10_000n, 'half-even');
}
