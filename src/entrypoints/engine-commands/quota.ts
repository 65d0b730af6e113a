import type { EngineCommand } from './define-engine-command.ts';
import { allocateVerb } from './quota/allocate-verb.ts';

export const quotaCommand: EngineCommand = {
  name: 'quota',
  summary: 'A total divided into quotas: exact, explained, fair',
  verbs: { allocate: allocateVerb },
};
