import type { EngineCommand } from './define-engine-command.ts';
import { effectVerb, planVerb } from './promotion/promotion-verbs.ts';

export const promotionCommand: EngineCommand = {
  name: 'promotion',
  summary: 'What promotions bring after all: measured, and planned',
  verbs: { effect: effectVerb, plan: planVerb },
};
