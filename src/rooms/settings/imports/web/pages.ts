import { text } from '#kernel/local-text.ts';
import type { PageDefinition } from '#web/shell/room-pages.ts';

export const importPages: readonly PageDefinition[] = [
  {
    path: '/settings/import',
    title: text('Import', '导入', '匯入'),
    icon: 'book',
    inNavigation: true,
    right: 'settings.import',
    load: async () => ({ default: (await import('./ImportPage.tsx')).ImportPage }),
  },
];
