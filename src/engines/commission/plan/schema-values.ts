import { z } from 'zod';
import { roundingModes } from './rounding-modes.ts';

/** Small building blocks of the plan language; `describe` texts go into the published JSON Schema. */
export const valueSchema = z.union([z.number(), z.string().min(1)]).meta({
  id: 'value',
  description: 'A number (0.05), a percentage ("5%"), a fraction ("1/3") or an expression ("payee.quota * 1.2")',
});

export const daySchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .meta({ id: 'day', description: 'A calendar day, 2026-11-23' });

export const nameSchema = z
  .string()
  .regex(/^[\p{L}_][\p{L}\p{N}_-]*$/u)
  .meta({ id: 'name', description: 'A short name without spaces, such as new-business or 新签' });

export const labelSchema = z
  .union([z.string(), z.strictObject({ en: z.string().optional(), zh: z.string().optional() })])
  .meta({ id: 'label', description: 'What people read; one text or { en, zh }' });

export const spanSchema = z
  .strictObject({ from: daySchema.optional(), through: daySchema.optional() })
  .meta({ id: 'span', description: 'From the first to the last day, both included; an open end is left out' });

const plainSchema = z.union([z.string(), z.number(), z.boolean()]);

export const conditionSchema = z
  .union([
    plainSchema,
    z.array(plainSchema).min(1),
    z.strictObject({
      not: z.union([plainSchema, z.array(plainSchema)]).optional(),
      atLeast: valueSchema.optional(),
      above: valueSchema.optional(),
      atMost: valueSchema.optional(),
      below: valueSchema.optional(),
    }),
  ])
  .meta({
    id: 'condition',
    description: 'A value, a list of values (any of them), or { not, atLeast, above, atMost, below }',
  });

export const filterSchema = z
  .record(z.string(), conditionSchema)
  .meta({ id: 'filter', description: 'Column → condition; all must hold. Text is compared without regard to case' });

export const overSchema = z.enum(['period', 'week', 'month', 'quarter', 'half-year', 'year', 'plan']).meta({
  id: 'over',
  description: 'Over which span the measure adds up: the pay period, a calendar span, or the life of the plan',
});

export const stepSchema = z
  .strictObject({
    from: valueSchema.optional().describe('This step starts here, the edge included'),
    above: valueSchema.optional().describe('This step starts here, the edge excluded'),
    upTo: valueSchema.optional().describe('This step ends here, the edge included'),
    below: valueSchema.optional().describe('This step ends here, the edge excluded'),
    rate: valueSchema.optional().describe('Paid per unit of the base: 6% of money, 50 per piece'),
    multiply: valueSchema.optional().describe('Times the rate (accelerator above 1, decelerator below)'),
    amount: valueSchema.optional().describe('A fixed amount of money'),
    payout: valueSchema.optional().describe('A share of the target'),
    share: valueSchema.optional().describe('A share that is taken back'),
    text: z.string().optional().describe('The wording of this step in the signed plan'),
  })
  .meta({
    id: 'step',
    description: 'One step of a table; edges are exact words, so no amount lies in two steps or in none',
  });

export const stepsSchema = z.array(stepSchema).min(1).max(500).meta({ id: 'steps' });

export const tableSchema = z
  .union([
    z.strictObject({
      by: valueSchema.describe('A column of the credit or payee.<column>'),
      map: z.record(z.string(), valueSchema),
      otherwise: valueSchema.optional().describe('For every other value; without it such a credit is listed, not paid'),
    }),
    z.strictObject({ by: valueSchema, steps: stepsSchema }),
  ])
  .meta({ id: 'table' });

export const rateSchema = z
  .union([valueSchema, tableSchema])
  .meta({ id: 'rate', description: 'One rate, or a table by product, channel, margin, term …' });

export const tiersSchema = z
  .strictObject({
    by: valueSchema
      .optional()
      .describe(
        'What is compared with the steps: total (default), attainment, total(measure), attainment(measure), credit (each deal by itself), or an expression over one credit',
      ),
    method: z
      .enum(['marginal', 'whole'])
      .describe('marginal: each step pays for its own part. whole: the step reached pays for everything (cliff)'),
    steps: stepsSchema,
  })
  .meta({ id: 'tiers' });

export const curveSchema = z
  .strictObject({
    by: valueSchema.optional().describe('What is read along the curve: attainment (default) or any period value'),
    points: z
      .array(z.strictObject({ at: valueSchema, amount: valueSchema.optional(), payout: valueSchema.optional() }))
      .min(1)
      .max(500),
    between: z.enum(['linear', 'step']).default('linear'),
    below: z.enum(['zero', 'first', 'line-from-zero']).default('zero').describe('Before the first point'),
    above: z.enum(['hold', 'extend', 'zero']).default('hold').describe('After the last point'),
  })
  .meta({ id: 'curve', description: 'A payout curve through points' });

export const limitSchema = z
  .union([
    valueSchema,
    z.strictObject({ amount: valueSchema, over: overSchema.optional(), perCredit: z.boolean().optional() }),
  ])
  .meta({
    id: 'limit',
    description: 'An amount for each pay period, or { amount, over } for a longer span, or { amount, perCredit: true }',
  });

export const roundingSchema = z.strictObject({
  mode: z.enum(roundingModes).default('half-up'),
  unit: valueSchema
    .optional()
    .describe('The smallest amount paid: 0.01, 0.05, 1. Default: the currency’s smallest unit'),
  each: z
    .enum(['total', 'component', 'line'])
    .default('total')
    .describe('What is rounded; lines are then set by largest remainder so that they add up'),
});
