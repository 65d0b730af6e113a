import { z } from 'zod';
import { amountText, dayText, personSchema } from '../amounts.ts';

export const simulationBody = z.object({
  name: z.string().trim().min(1).max(120),
  /** Plans side by side; every further one is compared with the first. */
  plans: z
    .array(
      z.union([
        z.object({ planVersionId: z.uuid() }),
        z.object({ planId: z.uuid(), text: z.string().min(1).max(200_000) }),
      ]),
    )
    .min(1)
    .max(6),
  fromOn: dayText,
  throughOn: dayText,
  /** Futures to draw from the past; 0 looks at the past only. */
  draws: z.int().min(0).max(500).default(0),
  growth: z.number().min(0).max(10).default(1),
  spread: z.number().min(0).max(3).default(0.15),
  seed: z.int().min(0).max(2_147_483_647).default(1),
  budget: amountText.optional(),
});

const distributionSchema = z.object({
  payees: z.int(),
  zeroPay: z.int(),
  least: z.number(),
  p10: z.number(),
  p25: z.number(),
  median: z.number(),
  p75: z.number(),
  p90: z.number(),
  most: z.number(),
  mean: z.number(),
  gini: z.number(),
});

/** Amounts are numbers in the plan's currency, for comparison and charts only. */
export const simulatedPlanSchema = z.object({
  label: z.string(),
  planVersionId: z.string().nullable(),
  currency: z.string(),
  cost: z.number(),
  variableCost: z.number(),
  sold: z.number(),
  costOfSale: z.number().nullable(),
  byPeriod: z.array(z.object({ period: z.string(), cost: z.number(), sold: z.number() })),
  byComponent: z.array(z.object({ component: z.string(), cost: z.number() })),
  byPerson: z.array(z.object({ person: personSchema, pay: z.number(), variable: z.number(), sold: z.number() })),
  distribution: distributionSchema,
  /** Rank correlation of variable pay with sales. */
  payForPerformance: z.number().nullable(),
  unassigned: z.int(),
  warnings: z.int(),
  gaming: z.array(
    z.object({
      sign: z.string(),
      clause: z.string(),
      people: z.array(personSchema),
      evidence: z.string(),
      p: z.number().nullable(),
    }),
  ),
  costRange: z
    .object({
      least: z.number(),
      p10: z.number(),
      median: z.number(),
      p90: z.number(),
      most: z.number(),
      mean: z.number(),
    })
    .nullable(),
  /** Share of draws that cost more than the budget. */
  budgetRisk: z.number().nullable(),
});

const changeSchema = z.object({ person: personSchema, before: z.number(), after: z.number(), change: z.number() });

export const scenarioSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  createdBy: personSchema.nullable(),
  createdAt: z.string(),
  fromOn: z.string(),
  throughOn: z.string(),
  plans: z.array(z.object({ label: z.string(), cost: z.number(), currency: z.string() })),
  appliedVersionId: z.string().nullable(),
});
export const scenarioSchema = scenarioSummarySchema.extend({
  request: z.unknown(),
  plans: z.array(simulatedPlanSchema),
  comparisons: z.array(
    z.object({
      label: z.string(),
      against: z.string(),
      costChange: z.number(),
      winners: z.int(),
      losers: z.int(),
      unchanged: z.int(),
      mostWon: z.array(changeSchema),
      mostLost: z.array(changeSchema),
      /** Mean change of the better half by sales less that of the other half. */
      favoursPerformers: z.number(),
    }),
  ),
  inputHash: z.string(),
  engineVersion: z.string(),
});
/** Makes the draft of the scenario a submitted version of its plan, in force from the day named once approved. */
export const applicationBody = z.object({ plan: z.int().min(0).max(5), fromOn: dayText });
