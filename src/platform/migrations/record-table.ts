/** Whose row it is; the same three answers as Ownership in kernel/record-kind.ts. */
export type RowOwner =
  | { readonly by: 'owner' }
  | { readonly by: 'company' }
  | { readonly by: 'parent'; readonly table: string; readonly column: string };

export interface RecordTable {
  readonly name: string;
  /** The kind whose scopes decide; the table name in camelCase as a rule. */
  readonly kind: string;
  readonly owner: RowOwner;
  readonly columns: readonly string[];
  /** Foreign keys: column → table. Each becomes (company_id, column) → table (company_id, id). */
  readonly references?: Readonly<Record<string, string>>;
  readonly indexes?: readonly string[];
}

/** What every record carries besides its own fields. */
const commonColumns = [
  'company_id integer not null default qd.current_company()',
  'id uuid not null',
  'external_id text',
  "custom jsonb not null default '{}'",
  'search_text text',
  'version integer not null default 1',
  'created_at timestamptz not null default now()',
  'created_by uuid',
  'updated_at timestamptz not null default now()',
  'updated_by uuid',
  'import_id uuid',
  'deleted_at timestamptz',
];

/** Statements that make a record table: keys that start with the company, row-level security, grants. */
export function recordTable(table: RecordTable): string[] {
  const { name, columns, references = {}, indexes = [] } = table;
  return [
    `create table qd.${name} (${[...commonColumns, ...columns, 'primary key (company_id, id)'].join(', ')})`,
    ...Object.entries(references).map(
      ([column, target]) =>
        `alter table qd.${name} add foreign key (company_id, ${column}) references qd.${target} (company_id, id)`,
    ),
    `create unique index ${name}_external_id on qd.${name} (company_id, external_id) where external_id is not null and deleted_at is null`,
    `create index ${name}_import_id on qd.${name} (company_id, import_id) where import_id is not null`,
    ...indexes.map((index, i) => index.replace('INDEX', `index ${name}_${i + 1}`).replace(' ON ', ` on qd.${name} `)),
    ...rowSecurity(name, table.kind, table.owner),
  ];
}

/**
 * Row-level security: reading follows the scope named by the kind, writing the scope named `kind:write`. Both are set for
 * the transaction from the positions the person holds. This is the second wall; the first is in platform/visibility.
 * Not `force`d: the owner of the tables (migrations, backup) sees all; every request runs as quarterdeck_app, which does
 * not own them. Partitions have no policy of their own, so they can be reached only through their parent. The migration that makes
 * such a table ends with `select qd.read_scopes_once()`.
 */
export function rowSecurity(name: string, kind: string, owner: RowOwner): string[] {
  const may = (key: string): string => {
    switch (owner.by) {
      case 'company':
        return `(select qd.visible_all('${key}'))`;
      case 'owner':
        return `((select qd.visible_all('${key}')) or owner_id = any ((select qd.visible_people('${key}'))::uuid[]))`;
      case 'parent':
        return `((select qd.visible_all('${key}')) or (select qd.visible_scope('${key}')) <> 'none' and exists (select 1 from qd.${owner.table} p where p.company_id = ${name}.company_id and p.id = ${name}.${owner.column}))`;
    }
  };
  const company = 'company_id = (select qd.current_company())';
  return [
    `alter table qd.${name} enable row level security`,
    `create policy ${name}_read on qd.${name} for select to quarterdeck_app using (${company} and ${may(kind)})`,
    `create policy ${name}_insert on qd.${name} for insert to quarterdeck_app with check (${company} and ${may(`${kind}:write`)})`,
    `create policy ${name}_update on qd.${name} for update to quarterdeck_app using (${company} and ${may(`${kind}:write`)}) with check (${company})`,
    `create policy ${name}_delete on qd.${name} for delete to quarterdeck_app using (${company} and ${may(`${kind}:write`)})`,
  ];
}

/** A table of the platform itself: seen within the company, guarded by the code that owns it. */
export function companyTable(name: string, columns: readonly string[], key: string): string[] {
  const company = 'company_id = (select qd.current_company())';
  return [
    `create table qd.${name} (company_id integer not null default qd.current_company(), ${[...columns, `primary key (company_id, ${key})`].join(', ')})`,
    ...companySecurity(name, company),
  ];
}

export function companySecurity(name: string, company = 'company_id = (select qd.current_company())'): string[] {
  return [
    `alter table qd.${name} enable row level security`,
    `create policy ${name}_company on qd.${name} to quarterdeck_app using (${company}) with check (${company})`,
  ];
}
