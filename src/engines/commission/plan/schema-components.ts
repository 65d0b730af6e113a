import { z } from 'zod';
import {
  curveSchema,
  filterSchema,
  labelSchema,
  limitSchema,
  nameSchema,
  overSchema,
  rateSchema,
  spanSchema,
  tableSchema,
  tiersSchema,
  valueSchema,
} from './schema-values.ts';

const requirementSchema = z.strictObject({
  value: valueSchema.describe('A value of the period: attainment, total(calls), payee.csat …'),
  atLeast: valueSchema.optional(),
  above: valueSchema.optional(),
  atMost: valueSchema.optional(),
  below: valueSchema.optional(),
});

const multiplierSchema = z.union([tableSchema, z.strictObject({ value: valueSchema, where: filterSchema.optional() })]);

const common = {
  id: nameSchema,
  name: labelSchema.optional(),
  text: z.string().optional().describe('The wording of the clause in the signed plan'),
  for: filterSchema.optional().describe('Payees to whom this component applies'),
  effective: spanSchema.optional(),
  over: overSchema.optional(),
  requires: z.array(requirementSchema).optional().describe('Gates: nothing is paid unless all hold'),
  multipliers: z.array(multiplierSchema).optional(),
  cap: limitSchema.optional(),
  floor: limitSchema.optional(),
};

const credited = {
  where: filterSchema.optional().describe('Which credits count'),
  measure: valueSchema.optional().describe('A measure of this plan or an expression over one credit; default amount'),
  base: valueSchema.optional().describe('What the rate multiplies, when it is not the measure'),
};

const settle = z
  .enum(['span-end', 'each-period'])
  .optional()
  .describe('A span longer than the pay period is paid at its end (default), or in each period as far as reached');

const deduct = z
  .boolean()
  .optional()
  .describe('true: taken off the pay instead of added (a desk fee, a transaction fee)');

const commissionSchema = z.strictObject({
  kind: z.literal('commission'),
  ...common,
  deduct,
  ...credited,
  rate: rateSchema.optional(),
  tiers: tiersSchema.optional(),
});

const spifSchema = z.strictObject({
  kind: z.literal('spif'),
  ...common,
  ...credited,
  effective: spanSchema,
  amount: valueSchema.optional().describe('For each credit that qualifies'),
  rate: rateSchema.optional(),
  first: z.number().int().positive().optional().describe('Only the first so many credits of each payee'),
});

const overrideSchema = z.strictObject({
  kind: z.literal('override'),
  ...common,
  ...credited,
  level: z
    .union([z.number().int().min(1).max(20), z.literal('all')])
    .default(1)
    .describe('1: direct reports; 2: their reports; all: everyone below'),
  reports: filterSchema.optional().describe('Only reports of this kind'),
  on: z.enum(['credits', 'earnings']).default('credits').describe('A share of what reports sell, or of what they earn'),
  components: z.array(nameSchema).optional().describe('With on: earnings, which of their components'),
  rate: rateSchema.optional(),
  tiers: tiersSchema.optional(),
});

const bonusSchema = z.strictObject({
  kind: z.literal('bonus'),
  ...common,
  where: credited.where,
  measure: credited.measure,
  amount: valueSchema.optional(),
  target: valueSchema.optional().describe('The pay at 100% payout'),
  tiers: tiersSchema.optional(),
  curve: curveSchema.optional(),
  proRate: z.enum(['days', 'none']).default('none').describe('Joiners, leavers and leave shorten target and amount'),
  settle,
});

const mboSchema = z.strictObject({
  kind: z.literal('mbo'),
  ...common,
  target: valueSchema,
  objectives: z
    .array(
      z.strictObject({
        id: nameSchema,
        name: labelSchema.optional(),
        weight: valueSchema,
        score: valueSchema.describe('How far it was met: payee.certified, total(demos) / 20'),
        threshold: valueSchema.optional().describe('Below this score it pays nothing'),
        most: valueSchema.optional().describe('A score above this counts as this (default 100%)'),
      }),
    )
    .min(1),
  proRate: z.enum(['days', 'none']).default('none'),
  settle,
});

const fixedSchema = z.strictObject({
  kind: z.literal('fixed'),
  ...common,
  deduct,
  amount: valueSchema.describe('Salary or allowance for each pay period'),
  proRate: z.enum(['days', 'none']).default('days'),
});

const poolSchema = z.strictObject({
  kind: z.literal('pool'),
  ...common,
  ...credited,
  team: z.string().optional().describe('The payee column that names the team; left out: all members are one team'),
  amount: valueSchema.optional().describe('A fixed pool'),
  rate: valueSchema.optional(),
  tiers: tiersSchema.optional(),
  divide: z
    .union([z.literal('equal'), z.literal('credits'), valueSchema])
    .default('equal')
    .describe('equal, credits (by what each sold), or a weight such as payee.salary'),
  settle,
});

export const componentSchema = z.discriminatedUnion('kind', [
  commissionSchema,
  bonusSchema,
  spifSchema,
  overrideSchema,
  mboSchema,
  fixedSchema,
  poolSchema,
]);
