import { baseAmountField, choices, currencyField, field, ownerField, reference } from '#kernel/fields.ts';
import { text } from '#kernel/local-text.ts';
import type { RecordKind } from '#kernel/record-kind.ts';

/** The goal that pay refers to: an amount for a person or a unit over a period. */
export const quotaKind: RecordKind = {
  kind: 'quota',
  room: 'performance',
  path: 'quotas',
  table: 'quota',
  label: text('Quota', '销售配额', '銷售配額'),
  plural: text('Quotas', '销售配额', '銷售配額'),
  icon: 'flag',
  title: 'fromOn',
  ownership: { by: 'owner' },
  searched: [],
  defaultSort: { field: 'fromOn', descending: true },
  fields: [
    { ...ownerField, label: text('Person', '人员', '人員') },
    reference('unitId', 'unit', ['Unit', '组织单元', '組織單位'], { listed: true }),
    field('metric', 'choice', ['Of', '指标', '指標'], {
      required: true,
      listed: true,
      choices: choices(
        ['revenue', 'Revenue', '收入', '營收'],
        ['wonAmount', 'Won amount', '赢单金额', '贏單金額'],
        ['margin', 'Margin', '毛利', '毛利'],
      ),
    }),
    field('fromOn', 'date', ['From', '开始日期', '開始日期'], {
      required: true,
      listed: true,
      sortable: true,
      also: ['quotaDate', 'date', 'period start', 'quarter start', 'start date', 'month'],
    }),
    field('untilOn', 'date', ['Until (not included)', '结束日期（不含）', '結束日期（不含）'], {
      required: true,
      listed: true,
    }),
    field('amount', 'money', ['Amount', '金额', '金額'], {
      required: true,
      listed: true,
      also: ['salesQuota', 'salesAmountQuota', 'quota', '目标', '配额'],
    }),
    { ...currencyField, required: true },
    baseAmountField,
  ],
};
