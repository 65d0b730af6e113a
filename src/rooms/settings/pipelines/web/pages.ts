import { text } from '#kernel/local-text.ts';
import type { PageDefinition } from '#web/shell/room-pages.ts';

export const pipelinePages: readonly PageDefinition[] = [
  {
    path: '/settings/pipelines',
    title: text('Pipelines and stages', '销售管道与阶段', '銷售管道與階段'),
    note: text(
      'Stages in order, win chance, criteria, required fields, days',
      '阶段顺序、赢率、准入准出标准、必填字段、时限',
      '階段順序、贏率、准入准出標準、必填欄位、時限',
    ),
    icon: 'filter',
    inNavigation: true,
    right: 'settings.pipelines',
    load: async () => ({ default: (await import('./PipelinesPage.tsx')).PipelinesPage }),
  },
];
