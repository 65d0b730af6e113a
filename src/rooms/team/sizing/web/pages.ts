import { text } from '#kernel/local-text.ts';
import type { PageDefinition } from '#web/shell/room-pages.ts';

export const sizingPages: readonly PageDefinition[] = [
  {
    path: '/team/sizing',
    title: text('Team size', '队伍规模', '團隊規模'),
    icon: 'users',
    inNavigation: true,
    right: 'team.sizing',
    note: text(
      'How many people in selling seats earn most, and where',
      '销售人数多少最合算，放在哪里',
      '銷售人數多少最合算，放在哪裡',
    ),
    load: async () => ({ default: (await import('./SizingPage.tsx')).SizingPage }),
  },
];
