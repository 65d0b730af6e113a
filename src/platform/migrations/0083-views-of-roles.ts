/** A shared view may be what people of some roles open a list with. */
export const migration = {
  name: '0083-views-of-roles',
  statements: [
    `alter table qd.saved_view add column default_for text[] not null default '{}' check (shared or cardinality(default_for) = 0)`,
  ],
};
