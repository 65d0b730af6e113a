import type { EngineCommand } from './define-engine-command.ts';
import { dealVerb } from './price/deal-verb.ts';
import { elasticityVerb } from './price/elasticity-verb.ts';
import { dispersionVerb, indexVerb, waterfallVerb } from './price/health-verbs.ts';
import { offerVerb } from './price/offer-verb.ts';
import { optimiseVerb } from './price/optimise-verb.ts';
import { simulateVerb } from './price/simulate-verb.ts';

export const priceCommand: EngineCommand = {
  name: 'price',
  summary: 'What to charge: elasticity, best prices under rules, deals, where price is lost',
  verbs: {
    elasticity: elasticityVerb,
    optimise: optimiseVerb,
    simulate: simulateVerb,
    deal: dealVerb,
    waterfall: waterfallVerb,
    dispersion: dispersionVerb,
    index: indexVerb,
    offer: offerVerb,
  },
};
