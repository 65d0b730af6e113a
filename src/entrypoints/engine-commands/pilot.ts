import type { EngineCommand } from './define-engine-command.ts';
import { analyseVerb } from './pilot/analyse-verb.ts';
import { assignVerb } from './pilot/assign-verb.ts';
import { didVerb, syntheticVerb } from './pilot/panel-verbs.ts';
import { sizeVerb } from './pilot/size-verb.ts';
import { steppedVerb } from './pilot/stepped-verb.ts';

export const pilotCommand: EngineCommand = {
  name: 'pilot',
  summary: 'A measured try: how many, who, and what it showed',
  verbs: {
    size: sizeVerb,
    assign: assignVerb,
    analyse: analyseVerb,
    did: didVerb,
    synthetic: syntheticVerb,
    stepped: steppedVerb,
  },
};
