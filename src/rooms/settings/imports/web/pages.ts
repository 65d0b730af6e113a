import { text } from '#kernel/local-text.ts';
import type { PageDefinition } from '#web/shell/room-pages.ts';

export const importPages: readonly PageDefinition[] = [
  {
    path: '/settings/import',
    title: text('Import', '导入', '匯入'),
    note: text(
      'Your own files: customers, deals, orders, people',
      '导入您自己的客户、商机、订单、人员文件',
      '匯入您自己的客戶、商機、訂單、人員檔案',
    ),
    icon: 'import',
    inNavigation: true,
    right: 'settings.import',
    load: async () => ({ default: (await import('./ImportPage.tsx')).ImportPage }),
  },
];
