import { type RawBuilder, sql } from 'kysely';
import { parseCivilDate } from '#kernel/civil-date.ts';
import { isId } from '#kernel/id.ts';
import { moneyFromText } from '#kernel/money.ts';
import { type FieldDefinition, type RecordKind, columnOf, fieldOf } from '#kernel/record-kind.ts';
import { Refused } from '#kernel/result.ts';
import { searchQuery } from '#platform/search/search-query.ts';
import { comparedAmount } from './compared-amount.ts';
import { type Viewer, seesField } from '#platform/visibility/viewer.ts';

const operators = ['eq', 'ne', 'in', 'lt', 'lte', 'gt', 'gte', 'contains', 'empty', 'filled'] as const;
type Operator = (typeof operators)[number];

export interface FilterClause {
  readonly field: string;
  readonly operator: Operator;
  readonly value: string;
}

/** Most clauses a query may carry, and most values of an `in`. */
const limits = { clauses: 20, values: 200 };

/** Reads `field:operator:value` texts (`status:eq:open`, `amount:gte:1000` (in the company's currency), `ownerId:in:a,b`, `closedOn:empty`). */
export function parseFilter(texts: readonly string[]): FilterClause[] {
  if (texts.length > limits.clauses)
    throw new Refused('filter-too-large', `at most ${limits.clauses} filter clauses are expected`, {
      field: 'filter',
      found: texts.length,
    });
  return texts.map((text) => {
    const [field, operator, ...rest] = text.split(':');
    if (!operators.includes(operator as Operator)) {
      throw new Refused('invalid-filter', `invalid filter: ${text}`, {
        field: 'filter',
        found: text,
        expected: `field:operator:value with an operator of ${operators.join(', ')}`,
      });
    }
    return { field, operator: operator as Operator, value: rest.join(':') };
  });
}

/** The condition of a filter on `alias`. A field the viewer may not see cannot be filtered by: 403, whatever the value. */
export function filterCondition(
  viewer: Viewer,
  kind: RecordKind,
  alias: string,
  clauses: readonly FilterClause[],
  base: string,
): RawBuilder<boolean> {
  const parts = clauses.map((clause) =>
    clauseCondition(kind, visibleField(viewer, kind, clause.field), alias, clause, base),
  );
  return parts.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(parts, sql` and `)}`;
}

/** A field of the kind that the viewer may see; refused with 403 when it is hidden and 422 when there is none. */
export function visibleField(viewer: Viewer, kind: RecordKind, name: string): FieldDefinition {
  const field = fieldOf(kind, name);
  if (field === undefined) {
    throw new Refused('unknown-field', `${kind.kind} has no field "${name}"`, {
      field: name,
      expected: kind.fields.map((known) => known.name).join(', '),
    });
  }
  if (!seesField(viewer, field.access))
    throw new Refused('forbidden-field', `the field "${name}" is not open to you`, { field: name });
  return field;
}

/**
 * Rows that a text finds: over the search column (中文 words, pinyin initials, Latin prefixes); kinds without one are few rows
 * and matched by a part of their title.
 */
export function searchCondition(kind: RecordKind, alias: string, text: string): RawBuilder<boolean> {
  if (kind.searched.length > 0) {
    const query = searchQuery(text);
    return query === undefined
      ? sql<boolean>`true`
      : sql<boolean>`${sql.ref(alias)}.search @@ to_tsquery('simple', ${query})`;
  }
  const title = fieldOf(kind, kind.title);
  if (title?.type !== 'text' || title.access !== undefined || text.includes('\0')) {
    throw new Refused('invalid-search', `${kind.kind} cannot be searched by this text`, {
      field: 'search',
      found: text,
      expected: 'a filter instead',
    });
  }
  return sql<boolean>`${sql.ref(`${alias}.${columnOf(title)}`)} ilike ${`%${text.replaceAll(/[\\%_]/g, '\\$&')}%`}`;
}

function clauseCondition(
  kind: RecordKind,
  field: FieldDefinition,
  alias: string,
  { operator, value }: FilterClause,
  base: string,
): RawBuilder<boolean> {
  const own = fieldExpression(field, alias);
  if (operator === 'empty') return sql<boolean>`${own} is null`;
  if (operator === 'filled') return sql<boolean>`${own} is not null`;
  const { column, cast } = comparison(kind, field, alias, operator in signs, base);
  switch (operator) {
    case 'contains':
      if (!['text', 'longText', 'email', 'phone', 'url'].includes(field.type))
        throw wrong(field, value, 'a text field for "contains"');
      return sql<boolean>`${column} ilike ${`%${value.replaceAll(/[\\%_]/g, '\\$&')}%`}`;
    case 'eq':
      if (field.type === 'tags') return hasTag(field, alias, [value]);
      return sql<boolean>`${column} = ${cast(value)}`;
    case 'in': {
      if (field.type === 'tags') return hasTag(field, alias, value.split(','));
      const values = value.split(',').map(cast);
      if (values.length > limits.values)
        throw wrong(field, `${values.length} values`, `at most ${limits.values} values`);
      return sql<boolean>`${column} in (${sql.join(values)})`;
    }
    case 'ne':
      return sql<boolean>`${column} is distinct from ${cast(value)}`;
    default:
      return sql<boolean>`${column} ${sql.raw(signs[operator])} ${cast(value)}`;
  }
}

const signs = { lt: '<', lte: '<=', gt: '>', gte: '>=' } as const;

/** What a clause compares, and how its value becomes the other side. */
function comparison(kind: RecordKind, field: FieldDefinition, alias: string, isRange: boolean, base: string) {
  if (field.type !== 'money')
    return { column: fieldExpression(field, alias), cast: (text: string) => castValue(field, text, base) };
  const amount = comparedAmount(kind, field, isRange, alias, base);
  return {
    column: fieldExpression(amount.field, alias),
    cast: (text: string): RawBuilder<unknown> => {
      const minor = amount.minorOf(text);
      if (minor === undefined) throw wrong(field, text, 'an amount such as 1000.00');
      return minor;
    },
  };
}

/** What a field is compared by: its column, or its value among the custom ones in the field's own type. */
export function fieldExpression(field: FieldDefinition, alias: string): RawBuilder<unknown> {
  if (field.custom !== true) return sql`${sql.ref(`${alias}.${columnOf(field)}`)}`;
  const text = sql`(${sql.ref(alias)}.custom->>${field.name}::text)`;
  const type = customTypes[field.type];
  return type === undefined ? text : sql`${text}::${sql.raw(type)}`;
}

const customTypes: Partial<Record<FieldDefinition['type'], string>> = {
  money: 'bigint',
  whole: 'numeric',
  decimal: 'numeric',
  percent: 'numeric',
  date: 'date',
  instant: 'timestamptz',
  boolean: 'boolean',
  reference: 'uuid',
};

function hasTag(field: FieldDefinition, alias: string, tags: readonly string[]): RawBuilder<boolean> {
  if (tags.some((tag) => tag.includes('\0'))) throw wrong(field, tags.join(','), 'text without NUL');
  return field.custom === true
    ? sql<boolean>`${sql.ref(alias)}.custom->${field.name}::text ?| ${[...tags]}::text[]`
    : sql<boolean>`${sql.ref(`${alias}.${columnOf(field)}`)} && ${[...tags]}::text[]`;
}

/** A filter value as a typed parameter; refused when it is not of the field's type. */
export function castValue(field: FieldDefinition, text: string, base: string): RawBuilder<unknown> {
  switch (field.type) {
    case 'money': {
      const amount = moneyFromText(text, base, 'half-up');
      if (amount === undefined) throw wrong(field, text, 'an amount such as 1000.00');
      return sql`${amount.minor.toString()}::bigint`;
    }
    case 'whole':
    case 'decimal':
    case 'percent':
      if (text.trim() === '' || !Number.isFinite(Number(text))) throw wrong(field, text, 'a number');
      return sql`${text}::numeric`;
    case 'date':
      if (parseCivilDate(text) === undefined) throw wrong(field, text, 'a day such as 2026-11-23');
      return sql`${text}::date`;
    case 'instant':
      if (Number.isNaN(Date.parse(text))) throw wrong(field, text, 'an instant such as 2026-11-23T09:00:00Z');
      return sql`${text}::timestamptz`;
    case 'boolean':
      if (text !== 'true' && text !== 'false') throw wrong(field, text, 'true or false');
      return sql`${text}::boolean`;
    case 'reference':
      if (!isId(text)) throw wrong(field, text, 'an id');
      return sql`${text}::uuid`;
    default:
      if (text.includes('\0')) throw wrong(field, text, 'text without NUL');
      return sql`${text}::text`;
  }
}

function wrong(field: FieldDefinition, found: string, expected: string): Refused {
  return new Refused('invalid-filter', `invalid filter on ${field.name}: ${found}`, {
    field: field.name,
    found,
    expected,
  });
}
