import { z } from 'zod';
import type { FieldType } from '#kernel/record-kind.ts';

/** Types a custom field may have, in the order they are offered. */
export const customFieldTypes = [
  'text',
  'longText',
  'whole',
  'decimal',
  'percent',
  'money',
  'date',
  'instant',
  'boolean',
  'choice',
  'tags',
  'reference',
  'email',
  'phone',
  'url',
] as const satisfies readonly FieldType[];

const localText = z.object({
  en: z.string().trim().min(1).max(80),
  'zh-Hans': z.string().trim().min(1).max(80),
  'zh-Hant': z.string().trim().min(1).max(80),
});

const choice = z.object({
  value: z.string().regex(/^[\p{L}\p{N}_-]{1,60}$/u, 'letters, digits, - and _ are expected'),
  label: localText,
  tone: z.enum(['neutral', 'good', 'warning', 'bad', 'accent']).optional(),
});

/** What can be said of a custom field when it is made, and changed after. */
const changeable = {
  label: localText,
  help: localText.nullable().optional(),
  access: z.enum(['open', 'cost', 'pay', 'personal']).default('open'),
  required: z.boolean().default(false),
  listed: z.boolean().default(false),
  choices: z.array(choice).max(200).optional(),
};

export const newCustomField = z.object({
  kind: z.string().max(60),
  /** x and a capital letter: 'xBudget'. Made from the label when absent. */
  name: z
    .string()
    .regex(/^x[A-Z][A-Za-z0-9]{0,38}$/, 'x, a capital letter, then letters and digits are expected, such as xBudget')
    .optional(),
  type: z.enum(customFieldTypes),
  /** The kind a reference points to. */
  to: z.string().max(60).optional(),
  searched: z.boolean().default(false),
  ...changeable,
});
export type NewCustomField = z.output<typeof newCustomField>;

export const customFieldChange = z.object({
  label: changeable.label.optional(),
  help: changeable.help,
  access: z.enum(['open', 'cost', 'pay', 'personal']).optional(),
  required: z.boolean().optional(),
  listed: z.boolean().optional(),
  choices: changeable.choices,
  archived: z.boolean().optional(),
  sort: z.int().min(0).max(1000).optional(),
});
export type CustomFieldChange = z.output<typeof customFieldChange>;

export const customFieldSchema = z.object({
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  type: z.enum(customFieldTypes),
  to: z.string().nullable(),
  label: localText,
  help: localText.nullable(),
  access: z.enum(['open', 'cost', 'pay', 'personal']),
  required: z.boolean(),
  listed: z.boolean(),
  searched: z.boolean(),
  choices: z.array(choice).nullable(),
  archived: z.boolean(),
  sort: z.int(),
  version: z.int(),
});
export type CustomFieldView = z.output<typeof customFieldSchema>;
