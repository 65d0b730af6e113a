import { anomalyVerb } from './anomaly/anomaly-verb.ts';
import type { EngineCommand } from './define-engine-command.ts';

export const anomalyCommand: EngineCommand = {
  name: 'anomaly',
  summary: 'Which points of a series are out of line, and which slice moved them',
  verbs: { '': anomalyVerb },
};
