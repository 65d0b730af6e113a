/** Tasks that are visits: when they are planned for, how long they take, and whether the time is agreed with the customer. */
export const migration = {
  name: '0075-visits',
  statements: [
    `alter table qd.task add column type text not null default 'todo' check (type in ('todo', 'call', 'visit')),
      add column planned_at timestamptz, add column time_agreed boolean not null default false,
      add column minutes integer check (minutes between 1 and 1440)`,
    "create index task_visits on qd.task (company_id, owner_id, due_on) where type = 'visit' and status = 'open'",
  ],
};
