import { text } from '#kernel/local-text.ts';
import type { PageDefinition } from '#web/shell/room-pages.ts';

export const processPages: readonly PageDefinition[] = [
  {
    path: '/selling/process',
    title: text('Process', '流程洞察', '流程洞察'),
    icon: 'route',
    inNavigation: true,
    kind: 'opportunity',
    load: async () => ({ default: (await import('./ProcessPage.tsx')).ProcessPage }),
  },
];
