/** Decimals of the minor units that are not two: ISO 4217 table A.1. */
const digits = (currency: string): string =>
  `case when ${currency} in ('BIF','CLP','DJF','GNF','ISK','JPY','KMF','KRW','PYG','RWF','UGX','UYI','VND','VUV','XAF','XOF','XPF') then 0
    when ${currency} in ('BHD','IQD','JOD','KWD','LYD','OMR','TND') then 3 when ${currency} in ('CLF','UYW') then 4 else 2 end`;

/** Quotas in several currencies were added up as they stood: each is kept in the company's too, at the rate of its first day. */
export const migration = {
  name: '0095-quotas-in-the-companys-currency',
  statements: [
    'alter table qd.quota add column base_minor bigint',
    `update qd.quota q set base_minor = case when q.currency = c.base_currency then q.amount_minor else (
        select round(q.amount_minor * r.rate * (10::numeric ^ (${digits('c.base_currency')} - ${digits('q.currency')})))::bigint
        from qd.fx_rate r where r.company_id = q.company_id and r.from_currency = q.currency and r.to_currency = c.base_currency
          and r.on_date <= q.from_on order by r.on_date desc limit 1) end
      from qd.company c where c.company_id = q.company_id`,
  ],
};
