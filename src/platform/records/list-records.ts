import { type RawBuilder, sql } from 'kysely';
import type { FieldDefinition, FieldType, RecordKind } from '#kernel/record-kind.ts';
import { Refused } from '#kernel/result.ts';
import { asOfSource } from './as-of-source.ts';
import {
  type FilterClause,
  castValue,
  fieldExpression,
  filterCondition,
  searchCondition,
  visibleField,
} from './filter.ts';
import { countInRollUp, rollUpFor } from './roll-up.ts';
import { type SentRecord, sendRecords, sentColumns } from './send-record.ts';
import { visibleRows } from './visible-rows.ts';
import { wholeKind } from './whole-kind.ts';
import type { WriteContext } from './write-context.ts';

export interface ListQuery {
  readonly filter: readonly FilterClause[];
  readonly search?: string;
  /** Field name, with a leading '-' for descending. */
  readonly sort?: string;
  readonly limit: number;
  readonly cursor?: string;
  /** As the rows stood at this instant. */
  readonly asOf?: string;
  /** Counts the rows up to a cap; only worth it on a first page. */
  readonly counted?: boolean;
}

export interface RecordPage {
  readonly items: SentRecord[];
  readonly next: string | null;
  readonly total?: { readonly count: number; readonly capped: boolean };
}

/** Rows beyond this are not counted one by one; the page says "more than". */
const countCap = 10_000;

interface Cursor {
  readonly sort: string;
  /** The sort value of the last row as text; null once the rows without a value have begun. */
  readonly value: string | null;
  readonly id: string;
}

type Row = Record<string, unknown> & { id: string; sort_text: string | null };

/**
 * A page of a list by keyset: rows after the cursor in (sort field, id) order, rows without a value last. The cost of a page
 * does not depend on how far down it is.
 */
export async function listRecords(context: WriteContext, given: RecordKind, query: ListQuery): Promise<RecordPage> {
  const kind = wholeKind(context.company, given);
  const { tx, company } = context;
  const sortText = query.sort ?? `${kind.defaultSort.descending ? '-' : ''}${kind.defaultSort.field}`;
  const field = sortField(context, kind, sortText);
  const descending = sortText.startsWith('-');
  const cursor = query.cursor === undefined ? undefined : readCursor(query.cursor, sortText);
  const rows: Row[] = [];
  const condition = conditionOf(context, kind, query);
  const source = await sourceOf(context, kind, query);
  const column = orderOf(field);
  const direction = sql.raw(descending ? 'desc' : 'asc');
  const select = async (extra: RawBuilder<unknown>, order: RawBuilder<unknown>): Promise<void> => {
    const page = await sql<Row>`select ${sentColumns(kind, 'r')}, ${column}::text as sort_text from ${source} r
      where ${condition} and ${extra} order by ${order} limit ${query.limit + 1 - rows.length}`.execute(tx.kysely);
    rows.push(...page.rows);
  };
  if (cursor?.value !== null) {
    const after =
      cursor === undefined
        ? sql`${column} is not null`
        : sql`(${column}, r.id) ${sql.raw(descending ? '<' : '>')} (${castValue({ ...field, type: cursorTypes[field.type] ?? field.type }, cursor.value, company.baseCurrency)}, ${cursor.id}::uuid)`;
    await select(after, sql`${column} ${direction}, r.id ${direction}`);
  }
  if (rows.length <= query.limit && (field.required !== true || field.custom === true)) {
    const after = cursor?.value === null ? sql`r.id > ${cursor.id}::uuid` : sql`true`;
    await select(sql`${column} is null and ${after}`, sql`r.id`);
  }
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const more = rows.length > query.limit && last !== undefined;
  return {
    items: await sendRecords(context, kind, page),
    next: more ? writeCursor({ sort: sortText, value: last.sort_text, id: last.id }) : null,
    ...(query.counted === true ? { total: await totalOf(context, kind, query, condition, source) } : {}),
  };
}

/** How many rows a list has, up to a cap. */
export async function countRecords(
  context: WriteContext,
  given: RecordKind,
  query: Which,
  cap: number,
): Promise<number> {
  const kind = wholeKind(context.company, given);
  return countUpTo(context, conditionOf(context, kind, query), await sourceOf(context, kind, query), cap);
}

type Which = Pick<ListQuery, 'filter' | 'search' | 'asOf'>;

function conditionOf({ viewer, company }: WriteContext, kind: RecordKind, query: Which): RawBuilder<boolean> {
  const reach = query.asOf === undefined ? visibleRows(viewer, kind, 'r') : sql<boolean>`true`;
  return sql<boolean>`${reach} and ${filterCondition(viewer, kind, 'r', query.filter, company.baseCurrency)}
    ${query.search === undefined ? sql`` : sql`and ${searchCondition(kind, 'r', query.search)}`}`;
}

async function sourceOf(context: WriteContext, kind: RecordKind, { asOf }: Which): Promise<RawBuilder<unknown>> {
  return asOf === undefined ? sql`qd.${sql.raw(kind.table)}` : asOfSource(context, kind, asOf);
}

async function totalOf(
  context: WriteContext,
  kind: RecordKind,
  query: ListQuery,
  condition: RawBuilder<boolean>,
  source: RawBuilder<unknown>,
) {
  const rollUp = query.asOf === undefined ? rollUpFor(kind, query) : undefined;
  if (rollUp === undefined) return countRows(context, condition, source);
  return { count: await countInRollUp(context, kind, rollUp, query.filter), capped: false };
}

async function countRows(context: WriteContext, condition: RawBuilder<boolean>, source: RawBuilder<unknown>) {
  const count = await countUpTo(context, condition, source, countCap + 1);
  return { count: Math.min(count, countCap), capped: count > countCap };
}

async function countUpTo(
  { tx }: WriteContext,
  condition: RawBuilder<boolean>,
  source: RawBuilder<unknown>,
  cap: number,
): Promise<number> {
  const { rows } = await sql<{ count: string }>`select count(*) as count from (
    select 1 from ${source} r where ${condition} limit ${cap}) counted`.execute(tx.kysely);
  return Number(rows[0].count);
}

function sortField(context: WriteContext, kind: RecordKind, sort: string): FieldDefinition {
  const field = visibleField(context.viewer, kind, sort.replace(/^-/, ''));
  if (field.sortable !== true) {
    const sortable = kind.fields.filter((known) => known.sortable === true).map((known) => known.name);
    throw new Refused('invalid-sort', `${kind.kind} cannot be sorted by ${field.name}`, {
      field: 'sort',
      found: field.name,
      expected: `one of ${sortable.join(', ')}`,
    });
  }
  return field;
}

/** What rows are ordered by; choices stand in the order in which the kind lists them. */
function orderOf(field: FieldDefinition): RawBuilder<unknown> {
  const value = fieldExpression(field, 'r');
  if (field.type !== 'choice') return value;
  return sql`array_position(${(field.choices ?? []).map((choice) => choice.value)}::text[], ${value})`;
}

/** How the sort value of a cursor is read where the order is not by the value as it is sent. */
const cursorTypes: Partial<Record<FieldType, FieldType>> = { money: 'decimal', choice: 'decimal' };

function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify([cursor.sort, cursor.value, cursor.id])).toString('base64url');
}

function readCursor(text: string, sort: string): Cursor {
  try {
    const [cursorSort, value, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [
      string,
      string | null,
      string,
    ];
    if (cursorSort === sort && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id)) return { sort, value, id };
  } catch {
    // refused below
  }
  throw new Refused('invalid-cursor', 'the cursor does not belong to this list and order', {
    field: 'cursor',
    found: text,
    expected: 'the "next" of the page before',
  });
}
