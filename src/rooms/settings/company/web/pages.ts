import { text } from '#kernel/local-text.ts';
import type { PageDefinition } from '#web/shell/room-pages.ts';

export const companyPages: readonly PageDefinition[] = [
  {
    path: '/settings/company',
    title: text('Company', '公司', '公司'),
    note: text('Name, language, time zone, currency', '名称、语言、时区、本位币', '名稱、語言、時區、本位幣'),
    icon: 'building',
    inNavigation: true,
    right: 'settings.company',
    load: async () => ({ default: (await import('./CompanyPage.tsx')).CompanyPage }),
  },
];
