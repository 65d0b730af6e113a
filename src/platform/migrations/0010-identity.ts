/**
 * Who signs in and how: tables of better-auth (user, session, account, verification, two_factor) and our own beside them.
 * They live in schema `auth`, which the role of requests cannot reach at all; only system transactions of sign-in read them.
 */
export const migration = {
  name: '0010-identity',
  statements: [
    'create schema auth',
    'revoke all on schema auth from public',
    `create table auth."user" (
      id text primary key, company_id integer not null, person_id uuid not null, name text not null, email text not null unique,
      email_verified boolean not null default false, image text, two_factor_enabled boolean not null default false,
      disabled_at timestamptz, language text, theme text, created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      unique (company_id, person_id), foreign key (company_id, person_id) references qd.person (company_id, id))`,
    `create table auth.session (
      id text primary key, expires_at timestamptz not null, token text not null unique, created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(), ip_address text, user_agent text, seen_as_person uuid,
      user_id text not null references auth."user" (id) on delete cascade)`,
    'create index session_by_user on auth.session (user_id)',
    `create table auth.account (
      id text primary key, account_id text not null, provider_id text not null,
      user_id text not null references auth."user" (id) on delete cascade, access_token text, refresh_token text, id_token text,
      access_token_expires_at timestamptz, refresh_token_expires_at timestamptz, scope text, password text,
      created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
      unique (provider_id, account_id))`,
    'create index account_by_user on auth.account (user_id)',
    `create table auth.verification (
      id text primary key, identifier text not null, value text not null, expires_at timestamptz not null,
      created_at timestamptz not null default now(), updated_at timestamptz not null default now())`,
    'create index verification_identifier on auth.verification (identifier)',
    `create table auth.two_factor (
      id text primary key, secret text not null, backup_codes text not null,
      user_id text not null unique references auth."user" (id) on delete cascade, verified boolean default true,
      failed_verification_count integer default 0, locked_until timestamptz)`,
    // A second-factor code counts once.
    `create table auth.used_code (
      user_id text not null references auth."user" (id) on delete cascade, code_hash bytea not null,
      used_at timestamptz not null default now(), primary key (user_id, code_hash))`,
    `create table auth.api_key (
      id uuid primary key, user_id text not null references auth."user" (id) on delete cascade, name text not null, start text not null,
      key_hash bytea not null unique, read_only boolean not null default false, created_at timestamptz not null default now(),
      expires_at timestamptz, revoked_at timestamptz)`,
    'create index api_key_by_user on auth.api_key (user_id)',
    // Links that work once: welcome, invitation, reset. Only the hash of the token is kept.
    `create table auth.one_time_link (
      id uuid primary key, purpose text not null check (purpose in ('welcome', 'invitation', 'reset')), token_hash bytea not null unique,
      company_id integer not null, person_id uuid not null, email text, language text, created_by uuid,
      created_at timestamptz not null default now(), expires_at timestamptz not null, used_at timestamptz, revoked_at timestamptz,
      foreign key (company_id, person_id) references qd.person (company_id, id))`,
    'create index one_time_link_person on auth.one_time_link (company_id, person_id)',
    // Failed attempts by account and by address: kept here, so that a restart forgets nothing.
    `create table auth.attempt (
      key text primary key, count integer not null, window_ends_at timestamptz not null)`,
    // How many administrators can sign in on a day; null while nobody can at all. Requests may ask this much of schema auth.
    `create function qd.administrators_left(today date) returns integer language sql volatile security definer set search_path = pg_catalog as $$
      select case when exists (select from auth."user" u where u.company_id = qd.current_company() and u.disabled_at is null) then (
        select count(distinct u.id)::integer from auth."user" u
        join qd.person on person.company_id = u.company_id and person.id = u.person_id and person.deleted_at is null
          and (person.left_on is null or person.left_on >= today)
        join qd.assignment a on a.company_id = u.company_id and a.person_id = u.person_id and a.deleted_at is null
          and a.from_on <= today and (a.until_on is null or a.until_on > today)
        join qd.position p on p.company_id = a.company_id and p.id = a.position_id and p.deleted_at is null and p.role = 'administrator'
          and (p.from_on is null or p.from_on <= today) and (p.until_on is null or p.until_on > today)
        where u.company_id = qd.current_company() and u.disabled_at is null) end $$`,
    'revoke all on function qd.administrators_left(date) from public',
    'grant execute on function qd.administrators_left(date) to quarterdeck_app',
    // Grows with every change that decides who may do what; processes watch it and forget what they remembered.
    `create table auth.change (id bigint generated always as identity primary key, at timestamptz not null default now())`,
    `create function auth.note_change() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
      begin insert into auth.change default values; return null; end $$`,
    ...[
      ['qd', 'company', 'update'],
      ['qd', 'person', 'update or delete'],
      ['qd', 'unit', 'insert or update or delete'],
      ['qd', 'position', 'insert or update or delete'],
      ['qd', 'assignment', 'insert or update or delete'],
      ['auth', '"user"', 'update or delete'],
      ['auth', 'session', 'update or delete'],
      ['auth', 'api_key', 'update or delete'],
    ].map(
      ([schema, table, actions]) =>
        `create trigger note_change after ${actions} on ${schema}.${table} for each statement execute function auth.note_change()`,
    ),
  ],
};
