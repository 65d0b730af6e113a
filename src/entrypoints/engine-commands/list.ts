import type { EngineCommand } from './define-engine-command.ts';

/** Every engine command, loaded only when it is called, so that `--help` stays quick. */
export const engineCommands: Readonly<Record<string, { summary: string; load: () => Promise<EngineCommand> }>> = {
  score: {
    summary: 'The chance of a yes/no outcome, with reasons: leads, deals, churn, attrition',
    load: async () => (await import('./score.ts')).scoreCommand,
  },
  statistics: {
    summary: 'Linear, logistic and Poisson regression from a formula',
    load: async () => (await import('./statistics.ts')).statisticsCommand,
  },
  value: {
    summary: 'What each customer is worth: chance of still being one, purchases, money',
    load: async () => (await import('./value.ts')).valueCommand,
  },
  variance: {
    summary: 'Why a figure differs from last time or from plan, in parts that add up',
    load: async () => (await import('./variance.ts')).varianceCommand,
  },
  anomaly: {
    summary: 'Which points of a series are out of line, and which slice moved them',
    load: async () => (await import('./anomaly.ts')).anomalyCommand,
  },
  price: {
    summary: 'What to charge: elasticity, best prices under rules, deals, where price is lost',
    load: async () => (await import('./price.ts')).priceCommand,
  },
  pilot: {
    summary: 'A measured try: how many units, who gets what, what it showed',
    load: async () => (await import('./pilot.ts')).pilotCommand,
  },
  promotion: {
    summary: 'What promotions bring after all: uplift, cannibalisation, pull-forward, net; and planned',
    load: async () => (await import('./promotion.ts')).promotionCommand,
  },
  recommend: {
    summary: 'What to offer each customer next, with reasons',
    load: async () => (await import('./recommend.ts')).recommendCommand,
  },
  baskets: {
    summary: 'What is bought together: association rules',
    load: async () => (await import('./baskets.ts')).basketsCommand,
  },
  segments: {
    summary: 'Who are the customers and products: RFM, ABC, XYZ, clusters, cohorts',
    load: async () => (await import('./segments.ts')).segmentsCommand,
  },
  forecast: {
    summary: 'What comes next: time series and the sales pipeline, with intervals',
    load: async () => (await import('./forecast.ts')).forecastCommand,
  },
  process: {
    summary: 'The real process from an event log: flow, variants, bottlenecks by money, conformance',
    load: async () => (await import('./process.ts')).processCommand,
  },
  team: {
    summary: 'The team: skill coverage, structure health, attrition, ramp curves, collaboration',
    load: async () => (await import('./team.ts')).teamCommand,
  },
  route: {
    summary: 'In which order to go: round trips, fleets with hours and loads, days of visits',
    load: async () => (await import('./route.ts')).routeCommand,
  },
  territory: {
    summary: 'Who looks after which customers: balanced territories, and where to sit (p-median)',
    load: async () => (await import('./territory.ts')).territoryCommand,
  },
  sizing: {
    summary: 'How many salespeople pay off, and where',
    load: async () => (await import('./sizing.ts')).sizingCommand,
  },
  quota: {
    summary: 'A total divided into quotas: exact, explained, fair',
    load: async () => (await import('./quota.ts')).quotaCommand,
  },
  commission: {
    summary: 'Incentive pay: calculate a plan over credits, explain every line, simulate plans',
    load: async () => (await import('./commission.ts')).commissionCommand,
  },
};
