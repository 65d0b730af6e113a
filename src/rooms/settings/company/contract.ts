import { z } from 'zod';
import { isCurrencyCode } from '#kernel/currency.ts';
import { languages } from '#kernel/local-text.ts';

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const fields = {
  name: z.string().trim().min(1).max(200),
  language: z.enum(languages),
  timeZone: z.string().max(60).refine(isTimeZone, 'an IANA time zone such as Asia/Shanghai is expected'),
  baseCurrency: z.string().refine(isCurrencyCode, 'an ISO 4217 code such as CNY is expected'),
};

export const companySchema = z.object({
  ...fields,
  version: z.int(),
  /** The currency can be chosen until the first amount is kept in it. */
  currencyFixed: z.boolean(),
});
export type CompanyView = z.output<typeof companySchema>;

export const companyChange = z.object(fields).partial();
export type CompanyChange = z.output<typeof companyChange>;
