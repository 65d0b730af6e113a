import { text } from '#kernel/local-text.ts';
import type { PageDefinition } from '#web/shell/room-pages.ts';

export const diagnosisPages: readonly PageDefinition[] = [
  {
    path: '/improve/diagnosis',
    title: text('Diagnosis', '诊断', '診斷'),
    icon: 'stethoscope',
    inNavigation: true,
    right: 'improve.diagnose',
    load: async () => ({ default: (await import('./DiagnosisPage.tsx')).DiagnosisPage }),
  },
];
