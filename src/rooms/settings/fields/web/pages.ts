import { text } from '#kernel/local-text.ts';
import type { PageDefinition } from '#web/shell/room-pages.ts';

export const fieldPages: readonly PageDefinition[] = [
  {
    path: '/settings/fields',
    title: text('Custom fields', '自定义字段', '自訂欄位'),
    note: text(
      'Fields of your own on customers, deals and other records',
      '为客户、商机等记录添加自己的字段',
      '為客戶、商機等記錄新增自己的欄位',
    ),
    icon: 'list-details',
    inNavigation: true,
    right: 'settings.fields',
    load: async () => ({ default: (await import('./FieldsPage.tsx')).FieldsPage }),
  },
];
