import { field, reference } from '#kernel/fields.ts';
import { text } from '#kernel/local-text.ts';
import type { RecordKind } from '#kernel/record-kind.ts';

/** A set of customers that one position is answerable for. */
export const territoryKind: RecordKind = {
  kind: 'territory',
  room: 'team',
  path: 'territories',
  table: 'territory',
  label: text('Territory', '销售区域', '銷售區域'),
  plural: text('Territories', '销售区域', '銷售區域'),
  icon: 'map-2',
  title: 'name',
  ownership: { by: 'company' },
  searched: [],
  defaultSort: { field: 'name', descending: false },
  related: [{ kind: 'account', by: 'territoryId' }],
  fields: [
    field('name', 'text', ['Name', '名称', '名稱'], {
      required: true,
      listed: true,
      sortable: true,
      matches: true,
      also: ['territory', 'salesTerritoryRegion', '区域'],
    }),
    field('region', 'text', ['Region', '地区', '地區'], { listed: true, also: ['salesTerritoryGroup', 'group'] }),
    reference('positionId', 'position', ['Answerable position', '负责岗位', '負責職位'], { listed: true }),
    field('fromOn', 'date', ['From', '生效日期', '生效日期']),
    field('untilOn', 'date', ['Until (not included)', '失效日期（不含）', '失效日期（不含）']),
  ],
};
