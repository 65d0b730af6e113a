import type { EngineCommand } from './define-engine-command.ts';
import { designVerb } from './territory/design-verb.ts';
import { medianVerb } from './territory/median-verb.ts';

export const territoryCommand: EngineCommand = {
  name: 'territory',
  summary: 'Who looks after which customers: balanced territories, and where to sit (p-median)',
  verbs: { design: designVerb, median: medianVerb },
};
