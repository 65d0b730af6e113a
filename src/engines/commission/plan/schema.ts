import { z } from 'zod';
import { componentSchema } from './schema-components.ts';
import {
  conditionSchema,
  daySchema,
  filterSchema,
  labelSchema,
  limitSchema,
  nameSchema,
  overSchema,
  roundingSchema,
  spanSchema,
  stepsSchema,
  valueSchema,
} from './schema-values.ts';

const periodSchema = z.union([
  z.enum(['week', 'month', 'quarter', 'half-year', 'year']),
  z
    .array(z.strictObject({ id: z.string().min(1), from: daySchema, through: daySchema }))
    .min(1)
    .describe('Your own pay cycles'),
]);

const measureSchema = z.union([
  valueSchema.describe('What one credit counts: amount, quantity, count, amount - cost …'),
  z.strictObject({
    of: valueSchema,
    where: filterSchema.optional(),
    unit: z.enum(['money', 'number']).default('money'),
    name: labelSchema.optional(),
  }),
]);

const quotaSchema = z.union([
  valueSchema.describe('The quota for one pay period'),
  z.strictObject({
    amount: valueSchema.optional().describe('Left out, or blank for someone (payee.quota): the quotas file says it'),
    per: z.enum(['period', 'week', 'month', 'quarter', 'half-year', 'year', 'plan']).default('period'),
    months: z
      .array(valueSchema)
      .length(12)
      .optional()
      .describe('Season: the share of the year’s quota for each month of the fiscal year; adds up to 100%'),
    proRate: z
      .enum(['days', 'none'])
      .default('days')
      .describe('Whether joiners, leavers, job changes and leave shorten it'),
    ramp: z
      .array(valueSchema)
      .optional()
      .describe('Share of the quota in the month of hire, the month after, …; then the whole'),
  }),
]);

const recognitionSchema = z.union([
  z.string().describe('The event that earns: booking, delivery, invoice, payment'),
  z
    .array(z.strictObject({ event: z.string(), share: valueSchema }))
    .min(1)
    .describe('Several events, each with its share; shares add up to 100%'),
]);

const clawbackSchema = z.strictObject({
  share: valueSchema.optional().describe('How much is taken back (default 100%)'),
  within: valueSchema
    .optional()
    .describe('Months after the sale in which pay can be taken back; later returns take nothing'),
  proRata: valueSchema.optional().describe('Months of the contract: what is taken back is the share not yet served'),
  steps: stepsSchema.optional().describe('Share by months since the sale'),
});

const returnsSchema = z.strictObject({
  method: z
    .enum(['mirror', 'recalculate'])
    .default('mirror')
    .describe('mirror: every line of the sale is reversed as it was paid. recalculate: as if never sold; new − old'),
  lowersAttainment: z.enum(['same-span', 'always', 'never']).default('same-span'),
  clawback: clawbackSchema.optional(),
});

const drawSchema = z.strictObject({
  kind: z.enum(['recoverable', 'forgivable']),
  amount: valueSchema,
  for: filterSchema.optional(),
  effective: spanSchema.optional(),
  months: valueSchema.optional().describe('Only in the first months of employment'),
  recover: valueSchema.optional().describe('Share of the pay above the draw that repays the debt (default 100%)'),
});

const exchangeSchema = z.strictObject({
  at: z.enum(['credit-date', 'period-start', 'period-end']).default('credit-date'),
  columns: z.array(z.string()).optional().describe('Money columns besides amount (default cost, margin, price)'),
});

const creditingRuleSchema = z.strictObject({
  id: nameSchema,
  kind: z.enum(['owner', 'territory', 'split', 'overlay', 'specialist', 'partner']),
  column: z.string().optional().describe('The column that names the payee, or that is looked up in map'),
  map: z.record(z.string(), z.string()).optional().describe('Value of the column → payee'),
  payees: z
    .string()
    .optional()
    .describe('The payee column that must equal the credit column, such as territory (whoever holds it on the day)'),
  payee: z.string().optional().describe('A fixed payee'),
  share: valueSchema.optional().describe('Default 100%'),
  onTop: z.boolean().optional().describe('Credited besides the 100% (overlay); default only for overlay'),
  where: filterSchema.optional(),
  role: z.string().optional().describe('Written to the credit’s role, for filters'),
});

/** The compensation plan document (薪酬激励方案). `docs/plans/plan.schema.json` is made from this. */
export const planSchema = z.strictObject({
  plan: nameSchema,
  version: z.union([z.string(), z.number()]).optional(),
  name: labelSchema.optional(),
  description: labelSchema.optional(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  period: periodSchema,
  yearStartsIn: z.number().int().min(1).max(12).default(1),
  effective: spanSchema.optional(),
  eligible: filterSchema.optional().describe('Which payees are on this plan'),
  rounding: roundingSchema.optional(),
  exchange: exchangeSchema.optional(),
  recognition: recognitionSchema.optional(),
  crediting: z.array(creditingRuleSchema).optional(),
  measures: z.record(nameSchema, measureSchema).optional(),
  quotas: z.record(nameSchema, quotaSchema).optional(),
  components: z.array(componentSchema).min(1),
  cap: limitSchema.optional(),
  floor: limitSchema.optional(),
  draw: drawSchema.optional(),
  returns: returnsSchema.optional(),
  leave: z
    .strictObject({ credits: z.enum(['pay', 'list']).default('pay') })
    .optional()
    .describe('Credits dated during a leave: paid, or listed for a decision'),
});

export type PlanDocument = z.infer<typeof planSchema>;
export type ComponentDocument = PlanDocument['components'][number];
export type Condition = z.infer<typeof conditionSchema>;
export type Over = z.infer<typeof overSchema>;
