/** What a company with millions of rows needs. */
export const migration = {
  name: '0020-volume',
  statements: [
    // The same digest as qd.event_digest, over single values: the server writes the expression into the statement that inserts
    // (no call and no row value per event).
    `create function qd.event_digest_of(company_id integer, id uuid, recorded_at timestamptz, occurred_at timestamptz, actor_id uuid, via text,
        request_id text, action text, kind text, record_id uuid, changes jsonb, note text, epoch integer, xid bigint)
      returns bytea language sql stable parallel safe return
      sha256(convert_to(concat_ws(E'\\x1f', company_id, id, extract(epoch from recorded_at), extract(epoch from occurred_at),
        actor_id, via, request_id, action, kind, record_id, changes::text, note, epoch, xid), 'UTF8'))`,
    // A session of the app makes the temporary tables in which rows wait for their INSERT.
    `do $$ begin
      execute format('grant temporary on database %I to quarterdeck_app', current_database());
    exception when insufficient_privilege then null;
    end $$`,
    // Foreign keys that no index served: removing a row looks for whatever points at it.
    'create index account_parent on qd.account (company_id, parent_id) where parent_id is not null',
    'create index account_territory on qd.account (company_id, territory_id) where territory_id is not null',
    'create index lead_account on qd.lead (company_id, account_id) where account_id is not null',
    'create index ticket_owner on qd.ticket (company_id, owner_id) where owner_id is not null',
    'create index person_manager on qd.person (company_id, manager_id) where manager_id is not null',
    'create index opportunity_line_product on qd.opportunity_line (company_id, product_id)',
  ],
};
