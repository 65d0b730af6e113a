import { text } from '#kernel/local-text.ts';
import type { PageDefinition } from '#web/shell/room-pages.ts';

export const settingsHomePages: readonly PageDefinition[] = [
  {
    path: '/settings',
    title: text('Overview', '总览', '總覽'),
    icon: 'settings',
    inNavigation: true,
    load: async () => ({ default: (await import('./SettingsHome.tsx')).SettingsHome }),
  },
];
