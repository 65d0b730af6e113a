import { sql } from 'kysely';
import type { Choice } from '#kernel/record-kind.ts';
import { Refused } from '#kernel/result.ts';
import { appendEvents } from '#platform/event-log/append-events.ts';
import { recordDefinition, recordDefinitions } from '#platform/records/registry.ts';
import { type WriteContext, newId } from '#platform/records/write-context.ts';
import type { CustomFieldChange, CustomFieldView, NewCustomField } from './contract.ts';
import { fieldNameFrom } from './field-name.ts';

/** More fields than this on one kind are no longer a form. */
const mostPerKind = 100;

interface FieldRow {
  id: string;
  kind: string;
  name: string;
  definition: Omit<CustomFieldView, 'id' | 'kind' | 'name' | 'archived' | 'sort' | 'version'>;
  archived: boolean;
  sort: number;
  version: number;
}

/** Every custom field of the company, by kind, in the order they are shown. */
export async function customFields(context: WriteContext): Promise<CustomFieldView[]> {
  const { rows } = await sql<FieldRow>`
    select id::text, kind, name, definition, archived_at is not null as archived, sort, version from qd.custom_field
    where company_id = qd.current_company() order by kind, sort, name`.execute(context.tx.kysely);
  return rows.map(viewOf);
}

/** The kinds that take custom fields. */
export function extensibleKinds(): string[] {
  return recordDefinitions()
    .filter(({ kind }) => kind.customFields === true)
    .map(({ kind }) => kind.kind);
}

/** Adds a field to a kind; forms, lists, filters, import, export and the API know it from then on. */
export async function addCustomField(context: WriteContext, input: NewCustomField): Promise<CustomFieldView> {
  if (!extensibleKinds().includes(input.kind)) {
    throw new Refused('unknown-kind', `${input.kind} takes no custom fields`, {
      field: 'kind',
      found: input.kind,
      expected: `one of ${extensibleKinds().join(', ')}`,
    });
  }
  checkShape(input);
  const known = (await customFields(context)).filter(({ kind }) => kind === input.kind);
  if (known.length >= mostPerKind) {
    throw new Refused('too-many-fields', `${input.kind} has ${known.length} custom fields`, {
      field: 'kind',
      found: known.length,
      expected: `at most ${mostPerKind}; archived ones count, for their values are kept`,
    });
  }
  const taken = new Set(known.map(({ name }) => name));
  if (input.name !== undefined && taken.has(input.name))
    throw new Refused('duplicate-field', 'a field of this name is there already', { field: 'name', found: input.name });
  const name = input.name ?? fieldNameFrom(input.label, taken);
  const { kind, name: _name, type, to, choices, help, ...rest } = input;
  const definition = { ...rest, type, to: to ?? null, help: help ?? null, choices: choices ?? null };
  const id = newId(context);
  const sort = Math.max(0, ...known.map((field) => field.sort + 1));
  await sql`insert into qd.custom_field (id, kind, name, definition, sort)
    values (${id}::uuid, ${kind}, ${name}, ${JSON.stringify(stored(definition))}::jsonb, ${sort})`.execute(
    context.tx.kysely,
  );
  await appendEvents(context.tx, context.author, [
    {
      id: newId(context),
      action: 'created',
      kind: 'customField',
      recordId: id,
      changes: { kind: { to: kind }, name: { to: name }, definition: { to: definition } },
    },
  ]);
  return one(context, id);
}

/** Changes what can be changed of a field: never its type or name, for values are kept under them. */
export async function changeCustomField(
  context: WriteContext,
  id: string,
  version: number,
  change: CustomFieldChange,
): Promise<CustomFieldView> {
  const before = await one(context, id);
  if (before.version !== version)
    throw new Refused('stale-version', 'this field was changed since you read it', {
      field: 'version',
      found: version,
      expected: String(before.version),
    });
  const { archived = before.archived, sort = before.sort, ...given } = change;
  const next = { ...definitionOf(before), ...given };
  checkShape(next);
  if (given.choices !== undefined) await refuseDroppedChoices(context, before, given.choices);
  await sql`update qd.custom_field set definition = ${JSON.stringify(stored(next))}::jsonb, sort = ${sort}, version = version + 1,
    archived_at = case when ${archived} then coalesce(archived_at, ${context.now}::timestamptz) end
    where company_id = qd.current_company() and id = ${id}::uuid`.execute(context.tx.kysely);
  const after = await one(context, id);
  const changes = Object.fromEntries(
    (Object.keys(after) as (keyof CustomFieldView)[])
      .filter((key) => key !== 'version' && JSON.stringify(before[key]) !== JSON.stringify(after[key]))
      .map((key) => [key, { from: before[key], to: after[key] }]),
  );
  await appendEvents(context.tx, context.author, [
    { id: newId(context), action: 'updated', kind: 'customField', recordId: id, changes },
  ]);
  return after;
}

function checkShape(field: Pick<CustomFieldView, 'type'> & { to?: string | null; choices?: unknown[] | null }): void {
  if (field.type === 'choice' && (field.choices?.length ?? 0) === 0)
    throw new Refused('missing-value', 'a choice field needs choices', { field: 'choices', expected: 'at least one' });
  if (field.type !== 'choice' && (field.choices ?? null) !== null)
    throw new Refused('invalid-field', 'only a choice field has choices', { field: 'choices', expected: 'none' });
  const values = (field.choices ?? []).map((choice) => (choice as Choice).value);
  const twice = values.find((value, i) => values.indexOf(value) !== i);
  if (twice !== undefined)
    throw new Refused('duplicate-choice', 'two choices have the same value', { field: 'choices', found: twice });
  const kinds = recordDefinitions().map(({ kind }) => kind.kind);
  if (field.type === 'reference' && !kinds.includes(field.to ?? ''))
    throw new Refused('unknown-kind', 'a reference points to a kind of record', {
      field: 'to',
      found: field.to,
      expected: kinds.join(', '),
    });
}

/** A choice that records hold cannot be taken away: they would hold something nobody can read. */
async function refuseDroppedChoices(
  context: WriteContext,
  before: CustomFieldView,
  choices: readonly { readonly value: string }[],
): Promise<void> {
  const dropped = (before.choices ?? [])
    .map(({ value }) => value)
    .filter((value) => !choices.some((one) => one.value === value));
  if (dropped.length === 0) return;
  const { kind } = recordDefinition(before.kind);
  const { rows } = await sql<{ value: string; count: number }>`
    select custom->>${before.name}::text as value, count(*)::int as count from qd.${sql.raw(kind.table)}
    where company_id = qd.current_company() and deleted_at is null and custom->>${before.name}::text = any(${dropped}::text[])
    group by 1 order by 2 desc limit 1`.execute(context.tx.kysely);
  if (rows.length > 0)
    throw new Refused('choice-in-use', `${rows[0].count} records hold “${rows[0].value}”`, {
      field: 'choices',
      found: rows[0].value,
      expected: 'a choice that no record holds to be taken away',
    });
}

async function one(context: WriteContext, id: string): Promise<CustomFieldView> {
  const found = (await customFields(context)).find((field) => field.id === id);
  if (found === undefined) throw new Refused('not-found', 'there is no such custom field', { field: 'id', found: id });
  return found;
}

function definitionOf({ type, to, label, help, access, required, listed, searched, choices }: CustomFieldView) {
  return { type, to, label, help, access, required, listed, searched, choices };
}

/** What is kept: nothing that says nothing, for the definition is read as that of any other field. */
function stored(definition: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(definition).filter(
      ([name, value]) => value !== null && value !== undefined && !(name === 'access' && value === 'open'),
    ),
  );
}

function viewOf({ definition, ...row }: FieldRow): CustomFieldView {
  return {
    ...row,
    type: definition.type,
    to: definition.to ?? null,
    label: definition.label,
    help: definition.help ?? null,
    access: definition.access ?? 'open',
    required: definition.required ?? false,
    listed: definition.listed ?? false,
    searched: definition.searched ?? false,
    choices: definition.choices ?? null,
  };
}
