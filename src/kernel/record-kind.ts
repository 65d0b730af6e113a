import type { Language, LocalText } from './local-text.ts';

/** The eight rooms, as they stand in the navigation, URLs, API paths and folders; and the settings. */
export const rooms = [
  'today',
  'customers',
  'selling',
  'team',
  'performance',
  'incentives',
  'market',
  'improve',
  'settings',
] as const;
export type Room = (typeof rooms)[number];

export type FieldType =
  | 'text'
  | 'longText'
  | 'whole'
  | 'decimal'
  | 'percent'
  | 'money'
  | 'date'
  | 'instant'
  | 'boolean'
  | 'choice'
  | 'reference'
  | 'email'
  | 'phone'
  | 'url'
  | 'tags';

/**
 * Who may see a field beyond who may see the row: 'open' everyone who sees the row; 'cost' cost prices and margins;
 * 'pay' salaries and commissions; 'personal' personal data of contacts and people.
 */
export type FieldAccess = 'open' | 'cost' | 'pay' | 'personal';

export interface Choice {
  readonly value: string;
  readonly label: LocalText;
  readonly tone?: 'neutral' | 'good' | 'warning' | 'bad' | 'accent';
}

/**
 * One field of a record. Over the API a money field is exact decimal text in the record's `currency`; dates are ISO days;
 * instants ISO 8601 in UTC; references are ids (with `expand` the label comes beside).
 */
export interface FieldDefinition {
  readonly name: string;
  readonly label: LocalText;
  readonly type: FieldType;
  readonly help?: LocalText;
  readonly required?: boolean;
  readonly choices?: readonly Choice[];
  /** The kind a reference points to. */
  readonly to?: string;
  readonly access?: FieldAccess;
  /** Set by the system, never by a caller (status after a stage change, totals …). */
  readonly computed?: boolean;
  /** Kept to count by; no screen, form or file shows it. */
  readonly internal?: boolean;
  /** An amount in the company's currency, whatever the record's own is; `baseCost` restates `cost`. */
  readonly inBase?: boolean;
  /** Can be set when the record is made and never after. */
  readonly createOnly?: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly maxLength?: number;
  /** Kept in the column `custom` under its name; added by administrators, not in code. */
  readonly custom?: boolean;
  /** Database column; the snake_case of the name (money: with _minor) when absent. */
  readonly column?: string;
  /** Shown in the list unless the reader chooses otherwise. */
  readonly listed?: boolean;
  /** Rows can be sorted by it (an index serves the order). */
  readonly sortable?: boolean;
  /** Other headers under which the import recognises it, in any language. */
  readonly also?: readonly string[];
  /** Identifies a record for imports and duplicate checks (external id, tax number, e-mail). */
  readonly matches?: boolean;
}

/** Whose row it is, which decides who sees it. */
export type Ownership =
  /** `owner_id` names a person; seen by scope own → team → subtree → all. */
  | { readonly by: 'owner' }
  /** Belongs to the company: everyone whose role may read the kind. */
  | { readonly by: 'company' }
  /** Seen by whoever sees the parent row. */
  | { readonly by: 'parent'; readonly kind: string; readonly column: string };

/** A view of a list that every company has: a filter and an order under a name. */
export interface ReadyView {
  /** In the address of the list. */
  readonly id: string;
  readonly label: LocalText;
  /** Conditions as they stand in an address: 'status:eq:open', with '@me' for the reader and '@today', '@quarter' for days. */
  readonly filter: readonly string[];
  /** Such as '-baseAmount'; the usual order of the kind when absent. */
  readonly sort?: string;
}

/** A kind of record as data: lists, forms, record pages, API, import, export, search and events all read this. */
export interface RecordKind {
  /** The term of the glossary, in camelCase: 'opportunity'. */
  readonly kind: string;
  readonly room: Room;
  /** Last part of the path, in the plural: 'opportunities' in /api/selling/opportunities and /selling/opportunities. */
  readonly path: string;
  readonly table: string;
  readonly label: LocalText;
  readonly plural: LocalText;
  /** Name of an icon in the icon set. */
  readonly icon: string;
  /** The field that names a record to people. */
  readonly title: string;
  /** Fields that name it to readers of another language; where they are empty, the title does. */
  readonly titleIn?: Readonly<Partial<Record<Language, string>>>;
  readonly ownership: Ownership;
  readonly fields: readonly FieldDefinition[];
  /** Custom fields may be added by administrators; they are kept in the column `custom`. */
  readonly customFields?: boolean;
  /** Fields whose text is searched (⌘K, list search). */
  readonly searched: readonly string[];
  readonly defaultSort: { readonly field: string; readonly descending: boolean };
  /** The first is what the list opens with, unless the reader or their role has a view of their own for that. */
  readonly views?: readonly ReadyView[];
  /** Cards in columns by this choice or reference field, with the sum of an amount and its sum weighted by a chance. */
  readonly board?: { readonly by: string; readonly sum?: string; readonly weight?: string };
  /** Its list can be shown as it stood on a past day. */
  readonly asOf?: boolean;
  /** Kinds whose records are listed on this record's page, with the field that points back. */
  readonly related?: readonly { readonly kind: string; readonly by: string }[];
  /** First line of the record page: what matters first. */
  readonly headline?: readonly string[];
}

export function fieldOf(kind: RecordKind, name: string): FieldDefinition | undefined {
  return kind.fields.find((field) => field.name === name);
}

/** The field that restates an amount of the record's own currency in the company's, where the kind keeps one. */
export function inBaseOf(kind: RecordKind, { name }: FieldDefinition): FieldDefinition | undefined {
  const restated = fieldOf(kind, `base${name[0].toUpperCase()}${name.slice(1)}`);
  return restated?.inBase === true ? restated : undefined;
}

/** The fields that may name a record to readers of a language, the first that is filled counting. */
export function titleFields(kind: RecordKind, language: Language): FieldDefinition[] {
  return [kind.titleIn?.[language], kind.title]
    .map((name) => (name === undefined ? undefined : fieldOf(kind, name)))
    .filter((field) => field !== undefined);
}

const columns = new WeakMap<FieldDefinition, string>();

/** The column of a field: `expectedCloseOn` → expected_close_on, money `amount` → amount_minor, reference `accountId` → account_id. */
export function columnOf(field: FieldDefinition): string {
  const known = field.column ?? columns.get(field);
  if (known !== undefined) return known;
  const snake = field.name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const column = field.type === 'money' ? `${snake}_minor` : snake;
  columns.set(field, column);
  return column;
}

export function labelIn(text: LocalText, language: Language): string {
  return text[language];
}
