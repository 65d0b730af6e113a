import { companySecurity } from './record-table.ts';

const company = 'company_id = (select qd.current_company())';
const mine = `${company} and person_id = (select qd.current_person())`;
const personal = (name: string): string[] => [
  `alter table qd.${name} enable row level security`,
  `create policy ${name}_own on qd.${name} to quarterdeck_app using (${mine}) with check (${mine})`,
];

/** What people are told through which channel and when; group robots; calendar feeds; how far readers of the log have got. */
export const migration = {
  name: '0032-notifications',
  statements: [
    `alter table qd.notification add column dedupe_key text, add column in_app boolean not null default true`,
    'create unique index notification_once on qd.notification (company_id, person_id, dedupe_key) where dedupe_key is not null',
    `create table qd.notification_settings (
      company_id integer not null default qd.current_company(), person_id uuid not null, settings jsonb not null,
      version integer not null default 1, updated_at timestamptz not null default now(), primary key (company_id, person_id))`,
    ...companySecurity('notification_settings'),
    // One row for each message that a channel still owes someone.
    `create table qd.notification_outbox (
      company_id integer not null default qd.current_company(), id uuid not null, notification_id uuid not null, person_id uuid not null,
      channel text not null, due_at timestamptz not null, queued_at timestamptz, sent_at timestamptz, primary key (company_id, id),
      unique (company_id, notification_id, channel),
      foreign key (company_id, notification_id) references qd.notification (company_id, id) on delete cascade)`,
    'create index notification_outbox_due on qd.notification_outbox (company_id, due_at) where queued_at is null',
    ...companySecurity('notification_outbox'),
    // A group-chat robot posts its owner's notices into a group. Its address is a secret: it is kept sealed.
    `create table qd.group_robot (
      company_id integer not null default qd.current_company(), id uuid not null, person_id uuid not null, name text not null,
      type text not null check (type in ('wecom', 'dingtalk', 'feishu', 'slack')), host text not null, url_sealed text not null,
      secret_sealed text, last_sent_at timestamptz, last_problem text, created_at timestamptz not null, primary key (company_id, id))`,
    ...personal('group_robot'),
    `create table qd.calendar_feed (
      company_id integer not null default qd.current_company(), id uuid not null, person_id uuid not null, token_hash bytea not null,
      created_at timestamptz not null, revoked_at timestamptz, last_read_at timestamptz, primary key (company_id, id),
      unique (company_id, token_hash))`,
    ...personal('calendar_feed'),
    `create table qd.log_reader (
      company_id integer not null default qd.current_company(), name text not null, epoch integer not null, xid bigint not null, event_id uuid,
      primary key (company_id, name))`,
    ...companySecurity('log_reader'),
    'revoke insert, update, delete on qd.log_reader from quarterdeck_app',
  ],
};
