import { text } from '#kernel/local-text.ts';
import type { PageDefinition } from '#web/shell/room-pages.ts';

export const simulationPages: readonly PageDefinition[] = [
  {
    path: '/incentives/simulations',
    title: text('Plan simulation', '方案模拟', '方案模擬'),
    icon: 'branch',
    inNavigation: true,
    right: 'incentives.administer',
    load: async () => ({ default: (await import('./SimulationsPage.tsx')).SimulationsPage }),
  },
  {
    path: '/incentives/simulations/$id',
    title: text('Scenario', '情景方案', '情境方案'),
    right: 'incentives.administer',
    load: async () => ({ default: (await import('./ScenarioPage.tsx')).ScenarioPage }),
  },
];
