import type { EngineCommand } from './define-engine-command.ts';
import { bottlenecksVerb } from './process/bottlenecks-verb.ts';
import { conformVerb } from './process/conform-verb.ts';
import { discoverVerb } from './process/discover-verb.ts';
import { variantsVerb } from './process/variants-verb.ts';
import { whatIfVerb } from './process/whatif-verb.ts';

export const processCommand: EngineCommand = {
  name: 'process',
  summary: 'The real process from an event log: flow, variants, bottlenecks by money, conformance, what-if',
  verbs: {
    discover: discoverVerb,
    variants: variantsVerb,
    bottlenecks: bottlenecksVerb,
    conform: conformVerb,
    whatif: whatIfVerb,
  },
};
