/** PostgreSQL holds NaN to be above every number, so that `rate > 0` let it in. */
export const migration = {
  name: '0090-exchange-rates-are-numbers',
  statements: ["alter table qd.fx_rate add constraint fx_rate_is_number check (rate <> 'NaN')"],
};
