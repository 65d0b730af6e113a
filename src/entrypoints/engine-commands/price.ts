import type { EngineCommand } from './define-engine-command.ts';
import { elasticityVerb } from './price/elasticity-verb.ts';

export const priceCommand: EngineCommand = {
  name: 'price',
  summary: 'What to charge: elasticity, best prices under rules, deals, where price is lost',
  verbs: { elasticity: elasticityVerb },
};
