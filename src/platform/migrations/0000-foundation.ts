/** Schema, role and the functions that every policy reads. */
export const migration = {
  name: '0000-foundation',
  statements: [
    // Roles belong to the whole server: another database may have made it already, even in this moment.
    `do $$ begin
      if not exists (select from pg_roles where rolname = 'quarterdeck_app') then
        create role quarterdeck_app nologin nosuperuser nobypassrls nocreatedb nocreaterole noinherit;
      end if;
    exception
      when duplicate_object or unique_violation then null;
      when insufficient_privilege then
        raise exception 'the database user % may not create roles', current_user using errcode = '42501',
          hint = format('let an administrator run: create role quarterdeck_app nologin; grant quarterdeck_app to %I', current_user);
    end $$`,
    `do $$ begin
      if not (select rolsuper from pg_roles where rolname = current_user) and not pg_has_role(current_user, 'quarterdeck_app', 'usage') then
        execute format('grant quarterdeck_app to %I', current_user);
      end if;
    exception when insufficient_privilege then
      raise exception 'the database user % may not act as quarterdeck_app', current_user using errcode = '42501',
        hint = format('let an administrator run: grant quarterdeck_app to %I', current_user);
    end $$`,
    'grant usage on schema qd to quarterdeck_app',
    'alter default privileges in schema qd grant select, insert, update, delete on tables to quarterdeck_app',
    'alter default privileges in schema qd grant usage on sequences to quarterdeck_app',

    // What withTransaction has set for the transaction. Unset means nobody, who sees nothing.
    `create function qd.current_company() returns integer language sql stable parallel safe
      return nullif(current_setting('qd.company', true), '')::integer`,
    `create function qd.current_person() returns uuid language sql stable parallel safe
      return nullif(current_setting('qd.person', true), '')::uuid`,
    `create function qd.visible_scope(kind text) returns text language sql stable parallel safe
      return coalesce(nullif(current_setting('qd.scopes', true), '')::jsonb ->> kind, 'none')`,
    `create function qd.visible_all(kind text) returns boolean language sql stable parallel safe
      return qd.visible_scope(kind) = 'all'`,
    `create function qd.visible_people(kind text) returns text[] language sql stable parallel safe
      return case qd.visible_scope(kind)
        when 'own' then array_remove(array[nullif(current_setting('qd.person', true), '')], null)
        when 'team' then coalesce(nullif(current_setting('qd.people_team', true), '')::text[], '{}')
        when 'subtree' then coalesce(nullif(current_setting('qd.people_subtree', true), '')::text[], '{}')
        else '{}'::text[] end`,

    // Every one- and two-character piece of a text, folded: with a GIN index it finds short Chinese words (a @> bigrams(query)).
    `create function qd.bigrams(content text) returns text[] language sql immutable strict parallel safe
      return (
        with letters as (select string_to_array(lower(normalize(content, nfkc)), null) as l)
        select coalesce(array_agg(distinct piece order by piece), '{}')
        from letters, generate_subscripts(l, 1) as i, lateral (values (l[i]), (l[i] || l[i + 1])) as pieces (piece)
        where piece is not null and piece !~ '\\s')`,

    `create table qd.company (company_id integer primary key, name text not null, created_at timestamptz not null default now())`,
    'alter table qd.company enable row level security',
    'create policy company_own on qd.company to quarterdeck_app using (company_id = (select qd.current_company())) with check (company_id = (select qd.current_company()))',
    'revoke insert, delete on qd.company from quarterdeck_app',
    'revoke all on qd.schema_migration from quarterdeck_app',
  ],
};
