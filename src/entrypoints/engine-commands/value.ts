import type { EngineCommand } from './define-engine-command.ts';
import { clvVerb } from './value/clv-verb.ts';

export const valueCommand: EngineCommand = {
  name: 'value',
  summary: 'What each customer is worth: chance of still being one, expected purchases and money',
  verbs: { clv: clvVerb },
};
