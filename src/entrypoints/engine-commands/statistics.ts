import type { EngineCommand } from './define-engine-command.ts';
import { fitVerb } from './statistics/fit-verb.ts';

export const statisticsCommand: EngineCommand = {
  name: 'statistics',
  summary: 'Linear, logistic and Poisson regression from a formula',
  verbs: { fit: fitVerb },
};
