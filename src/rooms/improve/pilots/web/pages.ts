import { text } from '#kernel/local-text.ts';
import type { PageDefinition } from '#web/shell/room-pages.ts';

export const pilotPages: readonly PageDefinition[] = [
  {
    path: '/improve/pilot-size',
    title: text('Pilot size', '试点规模', '試點規模'),
    note: text(
      'How many it takes before a pilot can show anything',
      '试点要多少单位才能看出效果',
      '試點要多少單位才能看出效果',
    ),
    icon: 'chart-dots',
    inNavigation: true,
    load: async () => ({ default: (await import('./PilotSizePage.tsx')).PilotSizePage }),
  },
];
