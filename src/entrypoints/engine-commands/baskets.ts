import type { EngineCommand } from './define-engine-command.ts';
import { rulesVerb } from './baskets/rules-verb.ts';

export const basketsCommand: EngineCommand = {
  name: 'baskets',
  summary: 'What is bought together: association rules',
  verbs: { rules: rulesVerb },
};
