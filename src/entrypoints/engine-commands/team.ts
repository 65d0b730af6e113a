import type { EngineCommand } from './define-engine-command.ts';
import { attritionVerb } from './team/attrition-verb.ts';
import { coverageVerb } from './team/coverage-verb.ts';
import { networkVerb } from './team/network-verb.ts';
import { rampVerb } from './team/ramp-verb.ts';
import { structureVerb } from './team/structure-verb.ts';

export const teamCommand: EngineCommand = {
  name: 'team',
  summary: 'The team itself: skill coverage, health of the structure, attrition, ramp of new people, collaboration',
  verbs: {
    coverage: coverageVerb,
    structure: structureVerb,
    attrition: attritionVerb,
    ramp: rampVerb,
    network: networkVerb,
  },
};
