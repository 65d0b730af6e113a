/** How a policy that turns the people in reach into ids for every row is written down by the server, and once for all rows. */
const perRow = String.raw`\(\( SELECT (qd\.visible_people\(''[A-Za-z:]+''::text\)) AS visible_people\)\)::uuid\[\]`;
const once = String.raw`(( SELECT (\1)::uuid[] AS people))::uuid[]`;

/**
 * Policies asked `(select qd.visible_people(…))::uuid[]`: the people were looked up once, but turned from texts into ids again for
 * every row, which cost ten times the rest of a count. Now the sub-query gives ids. A migration that makes a table whose rows belong
 * to people ends with `select qd.read_scopes_once()`.
 */
export const migration = {
  name: '0093-scopes-read-once',
  statements: [
    `create function qd.read_scopes_once() returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
      declare policy record;
      begin
        for policy in
          select tablename, policyname, regexp_replace(qual, '${perRow}', '${once}', 'g') as reads,
            regexp_replace(with_check, '${perRow}', '${once}', 'g') as writes
          from pg_policies where schemaname = 'qd' and (qual ~ '${perRow}' or with_check ~ '${perRow}')
        loop
          execute format('alter policy %I on qd.%I', policy.policyname, policy.tablename)
            || coalesce(' using (' || policy.reads || ')', '') || coalesce(' with check (' || policy.writes || ')', '');
        end loop;
      end $$`,
    'select qd.read_scopes_once()',
  ],
};
