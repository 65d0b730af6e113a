import { text } from '#kernel/local-text.ts';
import type { PageDefinition } from '#web/shell/room-pages.ts';

export const calendarPages: readonly PageDefinition[] = [
  {
    path: '/settings/calendar',
    title: text('Calendar', '日历', '行事曆'),
    note: text(
      'Fiscal year, working days, public holidays',
      '财年、工作日、法定节假日与调休',
      '會計年度、工作日、法定節假日與調休',
    ),
    icon: 'calendar',
    inNavigation: true,
    right: 'settings.company',
    load: async () => ({ default: (await import('./CalendarPage.tsx')).CalendarPage }),
  },
];
