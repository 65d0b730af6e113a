import { field } from '#kernel/fields.ts';
import { text } from '#kernel/local-text.ts';
import type { RecordKind } from '#kernel/record-kind.ts';

export const competitorKind: RecordKind = {
  kind: 'competitor',
  room: 'market',
  path: 'competitors',
  table: 'competitor',
  label: text('Competitor', '竞争对手', '競爭對手'),
  plural: text('Competitors', '竞争对手', '競爭對手'),
  icon: 'swords',
  title: 'name',
  ownership: { by: 'company' },
  searched: [],
  defaultSort: { field: 'name', descending: false },
  related: [{ kind: 'opportunity', by: 'competitorId' }],
  fields: [
    field('name', 'text', ['Name', '名称', '名稱'], {
      required: true,
      listed: true,
      sortable: true,
      matches: true,
      also: ['competitor'],
    }),
    field('website', 'url', ['Website', '网站', '網站'], { listed: true }),
    field('strengths', 'longText', ['Strengths', '优势', '優勢']),
    field('weaknesses', 'longText', ['Weaknesses', '劣势', '劣勢']),
  ],
};
