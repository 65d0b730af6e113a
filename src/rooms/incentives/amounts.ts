import { z } from 'zod';
import { parseCivilDate } from '#kernel/civil-date.ts';
import { parseDecimal } from '#kernel/decimal.ts';

/** Exact decimal text, '1234.50'; the currency stands beside it. */
export const amountText = z
  .string()
  .max(40)
  .refine((value) => parseDecimal(value) !== undefined, 'exact decimal text such as "1234.50" is expected');

/** A calendar day, '2026-11-23'. */
export const dayText = z
  .string()
  .refine((value) => parseCivilDate(value) !== undefined, 'a calendar day such as 2026-11-23 is expected');

export const localTextSchema = z.object({ en: z.string(), 'zh-Hans': z.string(), 'zh-Hant': z.string() });

/** Someone named on a pay screen. */
export const personSchema = z.object({ id: z.string(), name: z.string() });

export const currencyText = z.string().regex(/^[A-Z]{3}$/, 'a currency code such as CNY is expected');
export const idParams = z.object({ id: z.uuid() });
/** What a step (approval, rejection, answer …) replies with: the thing it moved and where that stands now. */
export const stepReply = z.object({ id: z.string(), state: z.string(), version: z.int() });
export const reasonBody = z.object({ reason: z.string().trim().min(3).max(1000) });
