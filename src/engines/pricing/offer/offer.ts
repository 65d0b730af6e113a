/** A list price of a product, from–until (the end not included); a more particular one beats a general one. */
export interface ListPrice {
  readonly list: string;
  readonly product: string;
  readonly minor: bigint;
  /** Only for customers of this segment. */
  readonly segment?: string;
  /** From this quantity on; 0 when for any. */
  readonly fromQuantity?: number;
  readonly fromOn?: string;
  readonly untilOn?: string;
}

interface Validity {
  readonly id: string;
  readonly fromOn?: string;
  /** Not included. */
  readonly untilOn?: string;
  readonly segment?: string;
  /** Counts only with this code; a code is used once in an order, however often it is given. */
  readonly coupon?: string;
  /** Stands alone: not beside any other rule on the same line (or, for an order, beside another threshold). */
  readonly exclusive?: boolean;
}

/** Takes a share of the price of a line, exact: 12.5 % is { numerator: 125n, denominator: 1000n }. */
export interface LineRule extends Validity {
  readonly kind: 'share';
  readonly numerator: bigint;
  readonly denominator: bigint;
  /** All when absent. */
  readonly products?: readonly string[];
}

/** Takes a fixed amount off an order that reaches a value after the discounts of its lines (满减). */
export interface ThresholdRule extends Validity {
  readonly kind: 'threshold';
  readonly atLeastMinor: bigint;
  readonly offMinor: bigint;
  readonly products?: readonly string[];
}

export type PriceOfferRule = LineRule | ThresholdRule;

export interface PriceOffer {
  readonly listPrices: readonly ListPrice[];
  readonly rules: readonly PriceOfferRule[];
  /** product → the least that one unit may be sold for. */
  readonly floors: ReadonlyMap<string, bigint>;
}

export interface PriceRequest {
  /** ISO day whose prices count. */
  readonly day: string;
  readonly segment?: string;
  readonly lines: readonly { readonly product: string; readonly quantity: number }[];
  readonly coupons: readonly string[];
}

export type RefusalReason =
  | 'notYet'
  | 'expired'
  | 'otherSegment'
  | 'otherProducts'
  | 'belowThreshold'
  | 'lessThanAnother'
  | 'exclusive'
  | 'noRoom'
  | 'twice';

export type PriceConflict =
  | { readonly kind: 'listPrices'; readonly product: string; readonly lists: readonly string[] }
  | { readonly kind: 'exclusives'; readonly product?: string; readonly rules: readonly string[] }
  | { readonly kind: 'unknownCoupon'; readonly coupon: string };

export interface PricedOfferLine {
  readonly product: string;
  readonly quantity: number;
  /** Undefined: no list price holds on the day. */
  readonly list?: string;
  readonly unitMinor?: bigint;
  readonly grossMinor: bigint;
  /** What each rule took, in order; a rule takes at most once from a line. */
  readonly taken: readonly { readonly rule: string; readonly minor: bigint }[];
  readonly netMinor: bigint;
  /** The floor kept some of a discount back. */
  readonly heldByFloor: boolean;
}

export interface PricedOffer {
  readonly lines: readonly PricedOfferLine[];
  readonly grossMinor: bigint;
  readonly netMinor: bigint;
  /** Rules and coupons that were not used, and why. */
  readonly unused: readonly { readonly rule: string; readonly product?: string; readonly reason: RefusalReason }[];
  readonly conflicts: readonly PriceConflict[];
}
