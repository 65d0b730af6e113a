/** Searching uses its index whoever searches; the event log begins in the partition of its month. */
export const migration = {
  name: '0070-search-and-months',
  statements: [
    // Under row-level security an index serves only operators that the server knows to be leakproof. Whether a text matches a query
    // tells nothing but the answer, yet the server's list does not say so; only a superuser may (docs/decisions/0014).
    `do $$ begin
      alter function pg_catalog.ts_match_vq(tsvector, tsquery) leakproof;
    exception when insufficient_privilege then
      raise notice 'search reads every row until an administrator runs: alter function pg_catalog.ts_match_vq(tsvector, tsquery) leakproof';
    end $$`,
    // Later months are made by a job. Where events lie in the rest already, this month stays there.
    `select qd.ensure_month('event', (date_trunc('month', now() at time zone 'UTC') + make_interval(months => ahead))::date)
      from generate_series(0, 3) ahead where ahead > 0 or not exists (select from qd.event_rest)`,
  ],
};
