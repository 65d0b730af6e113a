import type { EngineCommand } from './define-engine-command.ts';
import { planVerb } from './route/plan-verb.ts';

export const routeCommand: EngineCommand = {
  name: 'route',
  summary: 'In which order to go: round trips, fleets with hours and loads, days and weeks of visits',
  verbs: { plan: planVerb },
};
