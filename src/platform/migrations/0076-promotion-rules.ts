/** What a promotion needs to price an order by itself: a code, an order value and the amount off, a segment, whether it stands alone. */
export const migration = {
  name: '0076-promotion-rules',
  statements: [
    `alter table qd.promotion add column code text, add column at_least_minor bigint check (at_least_minor >= 0),
      add column off_minor bigint check (off_minor >= 0), add column segment text, add column exclusive boolean not null default false`,
  ],
};
