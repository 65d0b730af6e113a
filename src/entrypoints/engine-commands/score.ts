import type { EngineCommand } from './define-engine-command.ts';
import { trainVerb } from './score/train-verb.ts';

export const scoreCommand: EngineCommand = {
  name: 'score',
  summary: 'The chance of a yes/no outcome, with reasons: leads, deals, churn, attrition',
  verbs: { train: trainVerb },
};
