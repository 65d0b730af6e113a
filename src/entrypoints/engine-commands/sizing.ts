import type { EngineCommand } from './define-engine-command.ts';
import { sizeVerb } from './sizing/size-verb.ts';

export const sizingCommand: EngineCommand = {
  name: 'sizing',
  summary: 'How many salespeople pay off, and where',
  verbs: { '': sizeVerb },
};
