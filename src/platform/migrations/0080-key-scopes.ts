/** An API key may be limited to some kinds of records; without the list it reaches all that its owner does. */
export const migration = {
  name: '0080-key-scopes',
  statements: ['alter table auth.api_key add column kinds text[] check (cardinality(kinds) > 0)'],
};
