import { sql } from 'kysely';
import { type FieldDefinition, type RecordKind, columnOf } from '#kernel/record-kind.ts';
import { textOf } from '#kernel/text-of.ts';
import { copyLine } from '#platform/database/copy-lines.ts';
import { arrayText, stageRows, worthStaging } from '#platform/database/stage-rows.ts';
import type { WriteContext } from './write-context.ts';

/** What an import or a caller knows of a new row besides the fields of its kind. */
const originColumns = [
  'id',
  'external_id',
  'import_id',
  'search_text',
  'created_at',
  'created_by',
  'updated_at',
  'updated_by',
  'custom',
] as const;

export type NewRow = Readonly<Record<string, unknown>>;

/** Inserts rows of one kind, columns by name; many at once go through a temporary table. Row-level security judges both ways. */
export async function insertRows(context: WriteContext, kind: RecordKind, rows: readonly NewRow[]): Promise<void> {
  const names = [...originColumns, ...kind.fields.filter((field) => field.custom !== true).map(columnOf)];
  const columns = sql.join(names.map((column) => sql.ref(column)));
  const table = sql.raw(`qd.${kind.table}`);
  if (rows.length < worthStaging) {
    const stored = rows.map((row) => ({ ...row, custom: withoutNulls(row.custom) }));
    await sql`insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, ${JSON.stringify(stored)}::jsonb)`.execute(
      context.tx.kysely,
    );
    return;
  }
  const staged = `staged_${kind.table}`;
  const types = await columnTypes(context, kind.table);
  await stageRows(
    context.tx,
    staged,
    names.map((name) => `"${name}" ${types.get(name)}`),
    lines(kind, names, rows),
  );
  await sql`insert into ${table} (${columns}) select ${columns} from ${sql.raw(`pg_temp.${staged}`)}`.execute(
    context.tx.kysely,
  );
}

function withoutNulls(custom: unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(custom ?? {}).filter(([, value]) => value !== null));
}

const typesOf = new Map<string, Map<string, string>>();

async function columnTypes(context: WriteContext, table: string): Promise<Map<string, string>> {
  const found = typesOf.get(table);
  if (found !== undefined) return found;
  const { rows } = await context.tx.query<{ name: string; type: string }>(
    `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
    [`qd.${table}`],
  );
  const types = new Map(rows.map(({ name, type }) => [name, type]));
  typesOf.set(table, types);
  return types;
}

function* lines(kind: RecordKind, names: readonly string[], rows: readonly NewRow[]): Generator<string> {
  const lists = new Set(kind.fields.filter((field: FieldDefinition) => field.type === 'tags').map(columnOf));
  const cells: (string | null)[] = Array.from({ length: names.length });
  for (const row of rows) {
    for (let i = 0; i < names.length; i++) {
      const value = names[i] === 'custom' ? withoutNulls(row.custom) : row[names[i]];
      cells[i] =
        value === null || value === undefined
          ? null
          : typeof value === 'string'
            ? value
            : lists.has(names[i])
              ? arrayText(value as string[])
              : textOf(value);
    }
    yield copyLine(cells);
  }
}
