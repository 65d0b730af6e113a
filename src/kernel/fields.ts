import { text } from './local-text.ts';
import type { Choice, FieldDefinition, FieldType } from './record-kind.ts';

type Options = Omit<FieldDefinition, 'name' | 'label' | 'type'>;

/** `field('name', 'text', ['Name', '名称', '名稱'], { required: true })`: a field with its label in English, 简体, 繁體. */
export function field(
  name: string,
  type: FieldType,
  label: readonly [string, string, string],
  options: Options = {},
): FieldDefinition {
  return { name, type, label: text(...label), ...options };
}

export function reference(
  name: string,
  to: string,
  label: readonly [string, string, string],
  options: Options = {},
): FieldDefinition {
  return field(name, 'reference', label, { to, ...options });
}

type ChoiceRow = readonly [value: string, en: string, hans: string, hant: string, tone?: Choice['tone']];

export function choices(...rows: readonly ChoiceRow[]): Choice[] {
  return rows.map(([value, en, hans, hant, tone]) => ({
    value,
    label: text(en, hans, hant),
    ...(tone === undefined ? {} : { tone }),
  }));
}

/** The owner of a row: the person whose scope it falls in. */
export const ownerField = reference('ownerId', 'person', ['Owner', '负责人', '負責人'], {
  listed: true,
  also: [
    'owner',
    'sales_agent',
    'salesperson',
    'sales rep',
    '销售员',
    '销售人员',
    '业务员',
    '负责人',
    '業務員',
    '負責人',
    'assigned to',
    'account manager',
    '归属人',
    '所有人',
    '跟进人',
    '負責業務',
  ],
});

export const currencyField = field('currency', 'text', ['Currency', '币种', '幣別'], {
  maxLength: 3,
  also: ['货币', '幣種'],
});

/** The amount in the company's currency at the dated rate; what sums and comparisons use. */
export const baseAmountField = field(
  'baseAmount',
  'money',
  ['Amount (company currency)', '金额（本位币）', '金額（本位幣）'],
  {
    computed: true,
    inBase: true,
    column: 'base_minor',
    sortable: true,
  },
);
