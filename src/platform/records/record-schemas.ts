import { z } from 'zod';
import { isCurrencyCode } from '#kernel/currency.ts';
import { parseCivilDate } from '#kernel/civil-date.ts';
import { parseDecimal } from '#kernel/decimal.ts';
import type { FieldDefinition, RecordKind } from '#kernel/record-kind.ts';

const amountText = z
  .string()
  .max(40)
  .refine((value) => parseDecimal(value) !== undefined, 'exact decimal text such as "1234.50" is expected');

/** The one schema of a field's value as it travels over the API. */
export function fieldSchema(field: FieldDefinition): z.ZodType {
  switch (field.type) {
    case 'money':
      return amountText;
    case 'whole':
      return bounded(z.int(), field);
    case 'decimal':
    case 'percent':
      return bounded(z.number(), field);
    case 'date':
      return z
        .string()
        .refine((value) => parseCivilDate(value) !== undefined, 'a calendar day such as 2026-11-23 is expected');
    case 'instant':
      return z.iso.datetime({ offset: true });
    case 'boolean':
      return z.boolean();
    case 'choice':
      return z.enum((field.choices ?? []).map((choice) => choice.value) as [string, ...string[]]);
    case 'reference':
      return z.uuid();
    case 'email':
      return z.email().max(254);
    case 'url':
      return z.url({ protocol: /^https?$/ }).max(2000);
    case 'tags':
      return z.array(z.string().min(1).max(60)).max(50);
    default:
      if (field.name === 'currency')
        return z.string().refine(isCurrencyCode, 'an ISO 4217 code such as CNY is expected');
      return z
        .string()
        .max(field.maxLength ?? (field.type === 'longText' ? 20_000 : 300))
        .refine(noControls, 'text without control characters is expected');
  }
}

function bounded<T extends z.ZodNumber>(schema: T, field: FieldDefinition): z.ZodType {
  let bound: z.ZodNumber = schema;
  if (field.min !== undefined) bound = bound.min(field.min);
  if (field.max !== undefined) bound = bound.max(field.max);
  return bound;
}

/** NUL cannot be stored; other controls (but tab and line ends) only hide things. */
export function noControls(value: string): boolean {
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code < 32 && code !== 9 && code !== 10 && code !== 13) return false;
  }
  return true;
}

export function settableFields(kind: RecordKind, on: 'create' | 'update'): FieldDefinition[] {
  return kind.fields.filter((field) => field.computed !== true && !(on === 'update' && field.createOnly === true));
}

/** Custom fields are known to a company, not to the program: their names pass here and are judged with the company at hand. */
function bodySchema(kind: RecordKind, shape: Record<string, z.ZodType>): z.ZodObject {
  return kind.customFields === true ? z.object(shape).catchall(z.unknown()) : z.strictObject(shape);
}

/** Body of a create: every settable field; required ones must be there. Unknown keys are refused. */
export function createSchema(kind: RecordKind): z.ZodObject {
  const shape: Record<string, z.ZodType> = { externalId: z.string().min(1).max(200).nullable().optional() };
  for (const field of settableFields(kind, 'create')) {
    const schema = fieldSchema(field);
    shape[field.name] = field.required === true ? schema : schema.nullable().optional();
  }
  return bodySchema(kind, shape);
}

/** Body of an update: any settable fields; a required one cannot be cleared. */
export function updateSchema(kind: RecordKind): z.ZodObject {
  const shape: Record<string, z.ZodType> = {};
  for (const field of settableFields(kind, 'update')) {
    const schema = fieldSchema(field);
    shape[field.name] = field.required === true ? schema.optional() : schema.nullable().optional();
  }
  return bodySchema(kind, shape);
}

/** A record as it is sent: the fields the viewer sees, the labels of what they point to, and what every record carries. */
export function recordSchema(kind: RecordKind): z.ZodObject {
  const shape: Record<string, z.ZodType> = {
    id: z.string(),
    version: z.int(),
    externalId: z.string().nullable().optional(),
    createdAt: z.string().optional(),
    updatedAt: z.string().optional(),
    labels: z.record(z.string(), z.string().nullable()).optional(),
    expanded: z.record(z.string(), z.unknown().nullable()).optional(),
  };
  for (const field of kind.fields) shape[field.name] = z.unknown().optional();
  return kind.customFields === true ? z.object(shape).catchall(z.unknown()) : z.object(shape);
}
