import type { RecordKind } from '#kernel/record-kind.ts';
import { columnOf } from '#kernel/record-kind.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { recordDefinition, recordDefinitions } from '#platform/records/registry.ts';

interface Column {
  readonly column_name: string;
  readonly udt_name: string;
}

/**
 * Makes a row of any kind of record by what the catalog says its table needs, so that kinds added later are covered without a
 * word here. Rows that belong to a person are theirs; rows that belong to a parent get one of that person's.
 */
export class SampleRows {
  readonly tx: Transaction;
  readonly newId: () => string;
  readonly made = new Map<string, string>();
  private readonly columns = new Map<string, readonly Column[]>();
  private readonly references = new Map<string, ReadonlyMap<string, string>>();

  constructor(tx: Transaction, newId: () => string) {
    this.tx = tx;
    this.newId = newId;
  }

  /** Id of a row of the kind that is `personId`'s (or the company's, when the kind is). */
  async of(kind: RecordKind, personId: string): Promise<string> {
    const whose = ownedBySomeone(kind) ? personId : 'company';
    const key = `${kind.table} ${whose}`;
    const known = this.made.get(key);
    if (known !== undefined) return known;
    const id = this.newId();
    this.made.set(key, id);
    const values: Record<string, unknown> = { company_id: 1, id };
    if (kind.ownership.by === 'owner') values.owner_id = personId;
    if (kind.ownership.by === 'parent')
      values[kind.ownership.column] = await this.of(recordDefinition(kind.ownership.kind).kind, personId);
    const references = await this.referencesOf(kind.table);
    const required = kind.fields.filter((field) => field.required === true).map(columnOf);
    for (const { column_name: name, udt_name: type } of await this.neededColumns(kind.table, required)) {
      if (name in values) continue;
      const target = references.get(name);
      values[name] = target === undefined ? sample(kind, name, type, this.newId) : await this.anyRow(target, personId);
    }
    const names = Object.keys(values);
    await this.tx.query(
      `insert into qd.${kind.table} (${names.join(', ')}) values (${names.map((_name, i) => `$${i + 1}`).join(', ')})`,
      Object.values(values),
    );
    return id;
  }

  private async anyRow(table: string, personId: string): Promise<string> {
    const found = await this.tx.query<{ id: string }>(
      `select id from qd.${table} where company_id = 1 order by id limit 1`,
    );
    if (found.rows.length > 0) return found.rows[0].id;
    const definition = recordDefinitions().find(({ kind }) => kind.table === table);
    if (definition === undefined) throw new Error(`no row of ${table} can be made: it belongs to no kind`);
    return this.of(definition.kind, personId);
  }

  /** Columns that must have a value: the database says so, or the kind does. */
  private async neededColumns(table: string, required: readonly string[]): Promise<readonly Column[]> {
    const known = this.columns.get(table);
    if (known !== undefined) return known;
    const { rows } = await this.tx.query<Column>(
      `select column_name, udt_name from information_schema.columns where table_schema = 'qd' and table_name = $1
         and column_default is null and is_generated = 'NEVER' and (is_nullable = 'NO' or column_name = any ($2))`,
      [table, required],
    );
    this.columns.set(table, rows);
    return rows;
  }

  /** column → table, of the foreign keys (company_id, column) → (company_id, id). */
  private async referencesOf(table: string): Promise<ReadonlyMap<string, string>> {
    const known = this.references.get(table);
    if (known !== undefined) return known;
    const { rows } = await this.tx.query<{ column: string; target: string }>(
      `select a.attname as column, c.confrelid::regclass::text as target from pg_constraint c
       join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey) and a.attname <> 'company_id'
       where c.contype = 'f' and c.conrelid = ('qd.' || $1)::regclass`,
      [table],
    );
    const found = new Map(rows.map(({ column, target }) => [column, target.replace(/^qd\./, '')]));
    this.references.set(table, found);
    return found;
  }
}

/** Whether rows of the kind are seen by whose they are, their own or a parent's. */
export function ownedBySomeone(kind: RecordKind): boolean {
  if (kind.ownership.by === 'parent') return ownedBySomeone(recordDefinition(kind.ownership.kind).kind);
  return kind.ownership.by === 'owner';
}

function sample(kind: RecordKind, column: string, type: string, newId: () => string): unknown {
  const field = kind.fields.find((candidate) => columnOf(candidate) === column);
  if (field?.choices !== undefined) return field.choices[0].value;
  if (column.endsWith('currency')) return 'CNY';
  switch (type) {
    case 'uuid':
      return newId();
    case 'date':
      // In the future, so that a sample position or assignment gives nobody a role now.
      return column.startsWith('until') ? '2099-12-31' : '2099-01-05';
    case 'timestamptz':
      return '2026-01-05T08:00:00Z';
    case 'bool':
      return false;
    case 'jsonb':
      return '{}';
    case 'text':
      return `${kind.kind} ${column} ${newId()}`;
    default:
      return 1;
  }
}
