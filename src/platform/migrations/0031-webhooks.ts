const company = 'company_id = (select qd.current_company())';
const own = (key: string): string =>
  `${company} and (owner_id = (select qd.current_person()) or (select qd.visible_all('${key}')))`;
const ofHook = `${company} and exists (select from qd.webhook w where w.company_id = webhook_delivery.company_id and w.id = webhook_delivery.webhook_id)`;

/** Webhooks get an owner, whose rights bound what is sent; secrets are kept sealed; deliveries know their place in the log. */
export const migration = {
  name: '0031-webhooks',
  statements: [
    // Nothing wrote these two tables before.
    'delete from qd.webhook_delivery',
    'delete from qd.webhook',
    'alter table qd.webhook drop column secret, drop column active, drop column created_by',
    `alter table qd.webhook add column name text not null, add column owner_id uuid not null, add column secret_sealed text not null,
      add column previous_secret_sealed text, add column previous_until timestamptz, add column include_imports boolean not null default false,
      add column state text not null default 'active' check (state in ('active', 'paused', 'disabled')), add column disabled_reason text,
      add column failing_since timestamptz, add column last_delivered_at timestamptz, add column next_sequence bigint not null default 1,
      add column version integer not null default 1, add column updated_at timestamptz not null default now()`,
    'drop policy webhook_company on qd.webhook',
    `create policy webhook_read on qd.webhook for select to quarterdeck_app using (${own('webhook')})`,
    `create policy webhook_insert on qd.webhook for insert to quarterdeck_app with check (${own('webhook:write')})`,
    `create policy webhook_update on qd.webhook for update to quarterdeck_app using (${own('webhook:write')}) with check (${company})`,
    `create policy webhook_delete on qd.webhook for delete to quarterdeck_app using (${own('webhook:write')})`,
    `alter table qd.webhook_delivery add column sequence bigint not null, add column event_recorded_at timestamptz not null,
      add column event_type text not null, add column created_at timestamptz not null default now(), add column last_attempt_at timestamptz,
      add column response text, add column took_ms integer,
      add foreign key (company_id, webhook_id) references qd.webhook (company_id, id) on delete cascade,
      add check (state in ('waiting', 'sending', 'delivered', 'failed', 'withheld'))`,
    "create index webhook_delivery_due on qd.webhook_delivery (company_id, webhook_id, next_at, sequence) where state in ('waiting', 'sending')",
    'create index webhook_delivery_newest on qd.webhook_delivery (company_id, webhook_id, sequence desc)',
    'drop policy webhook_delivery_company on qd.webhook_delivery',
    `create policy webhook_delivery_of_hook on qd.webhook_delivery to quarterdeck_app using (${ofHook}) with check (${ofHook})`,
  ],
};
