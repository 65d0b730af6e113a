import { text } from '#kernel/local-text.ts';
import type { PageDefinition } from '#web/shell/room-pages.ts';

export const ratePages: readonly PageDefinition[] = [
  {
    path: '/settings/rates',
    title: text('Exchange rates', '汇率', '匯率'),
    note: text(
      'Dated rates to the company currency, and where one is missing',
      '各日对本位币汇率，以及缺失提醒',
      '各日對本位幣匯率，以及缺失提醒',
    ),
    icon: 'cash',
    inNavigation: true,
    right: 'settings.rates',
    load: async () => ({ default: (await import('./RatesPage.tsx')).RatesPage }),
  },
];
