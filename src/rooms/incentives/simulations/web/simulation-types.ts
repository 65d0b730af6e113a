import type { z } from 'zod';
import type { scenarioSchema, scenarioSummarySchema, simulatedPlanSchema } from '../contract.ts';

export type Scenario = z.infer<typeof scenarioSchema>;
export type ScenarioSummary = z.infer<typeof scenarioSummarySchema>;
export type SimulatedPlan = z.infer<typeof simulatedPlanSchema>;
