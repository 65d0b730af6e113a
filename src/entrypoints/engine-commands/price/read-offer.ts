import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import type { ListPrice, PriceOffer, PriceOfferRule } from '#engines/pricing/offer/offer.ts';
import { parseCivilDate } from '#kernel/civil-date.ts';
import type { CurrencyCode } from '#kernel/currency.ts';
import { parseDecimal } from '#kernel/decimal.ts';
import { moneyFromText } from '#kernel/money.ts';
import { UnusableData, unusable } from '#kernel/unusable-data.ts';
import { readPlanText } from '#platform/plan-documents/read-plan-text.ts';

const written = z.union([z.string(), z.number()]).transform(String);
const day = z.string().refine((text) => parseCivilDate(text) !== undefined, 'a day (2026-11-28)');
const share = written.pipe(z.string().regex(/^\d{1,3}(\.\d{1,6})?%$/, 'a share in per cent (12.5%)'));
const validity = {
  from: day.optional(),
  until: day.optional(),
  segment: z.string().optional(),
};
const ruleHead = {
  id: z.string().min(1),
  products: z.array(z.string()).min(1).optional(),
  coupon: z.string().min(1).optional(),
  exclusive: z.boolean().optional(),
  ...validity,
};
const rule = z.union([
  z.strictObject({ ...ruleHead, share }),
  z.strictObject({ ...ruleHead, off: written, atLeast: written }),
]);
const offerDocument = z.strictObject({
  currency: z.string().regex(/^[A-Z]{3}$/, 'a currency (CNY)'),
  prices: z
    .array(
      z.strictObject({
        list: z.string().min(1),
        product: z.string().min(1),
        price: written,
        fromQuantity: z.coerce.number().min(0).optional(),
        ...validity,
      }),
    )
    .min(1),
  floors: z.record(z.string(), written).optional(),
  rules: z.array(rule).optional(),
});

/** Reads price lists, floors and rules from YAML or JSON. Throws UnusableData that points at line and column. */
export async function loadOffer(path: string): Promise<PriceOffer & { readonly currency: CurrencyCode }> {
  const file = basename(path);
  const text = await readFile(path, 'utf8').catch(() => {
    throw unusable('a document of prices that exists', { file: path });
  });
  const read = readPlanText(text, file);
  const at = (place: readonly PropertyKey[]) => {
    const { line, column } = read.placeOf(place.map((part) => `/${String(part)}`).join(''));
    return { file, line, column: String(column) };
  };
  const parsed = offerDocument.safeParse(read.data);
  if (!parsed.success)
    throw new UnusableData(
      parsed.error.issues.map(({ path: place, message }) => ({
        ...at(place),
        expected: `${message} (at ${place.length === 0 ? 'the top' : place.join('.')})`,
      })),
    );
  const { currency, prices, floors = {}, rules = [] } = parsed.data;
  const minor = (value: string, ...place: PropertyKey[]): bigint => {
    const found = moneyFromText(value, currency as CurrencyCode);
    if (found === undefined) throw unusable(`an amount in ${currency}`, { ...at(place), found: value });
    return found.minor;
  };
  return {
    currency: currency as CurrencyCode,
    listPrices: prices.map(
      ({ price, from, until, ...rest }, i): ListPrice => ({
        ...rest,
        minor: minor(price, 'prices', i, 'price'),
        fromOn: from,
        untilOn: until,
      }),
    ),
    floors: new Map(Object.entries(floors).map(([product, value]) => [product, minor(value, 'floors', product)])),
    rules: rules.map(({ from, until, ...rest }, i): PriceOfferRule => {
      if ('share' in rest) {
        const { unscaled, scale } = parseDecimal(rest.share.slice(0, -1))!;
        return {
          ...rest,
          kind: 'share',
          numerator: unscaled,
          denominator: 100n * 10n ** BigInt(scale),
          fromOn: from,
          untilOn: until,
        };
      }
      return {
        ...rest,
        kind: 'threshold',
        offMinor: minor(rest.off, 'rules', i, 'off'),
        atLeastMinor: minor(rest.atLeast, 'rules', i, 'atLeast'),
        fromOn: from,
        untilOn: until,
      };
    }),
  };
}
