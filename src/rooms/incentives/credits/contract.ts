import { z } from 'zod';
import { amountText, currencyText, dayText, localTextSchema, personSchema } from '../amounts.ts';

/**
 * What can earn: of a deal, or a meeting that was held (it has no amount; plans count it). Which of them does is part of the plan
 * (`recognition`, or the `event` that its measures ask for), else the policy's `defaultEvent`.
 */
export const creditEvents = ['booking', 'order', 'delivery', 'invoice', 'payment', 'return', 'meeting'] as const;
export type CreditEvent = (typeof creditEvents)[number];
export const creditSources = ['opportunity', 'order', 'payment', 'return', 'activity', 'adjustment'] as const;

export const creditSchema = z.object({
  id: z.string(),
  /** Known by this on statements ('booking:…'); the same deal, event, person and item is never credited twice. */
  key: z.string(),
  person: personSchema,
  event: z.string(),
  source: z.object({ kind: z.enum(creditSources), id: z.string(), label: z.string() }),
  date: z.string(),
  /** Of the whole deal. */
  amount: z.string(),
  currency: z.string(),
  /** '1/3', '0.5'; null for all of it. */
  share: z.string().nullable(),
  /** What counts for this person: amount × share. */
  credited: z.string(),
  onTop: z.boolean(),
  role: z.string().nullable(),
  /** Which rule gave it and why. */
  reason: localTextSchema,
  /** The credit that a return takes back. */
  reverses: z.string().nullable(),
});

/** An amount that earns for nobody, or for more than it is. Listed until it is settled. */
export const unassignedSchema = z.object({
  id: z.string(),
  source: z.object({ kind: z.enum(creditSources), id: z.string(), label: z.string() }),
  event: z.string(),
  date: z.string(),
  amount: z.string().nullable(),
  currency: z.string(),
  person: personSchema.nullable(),
  code: z.string(),
  reason: localTextSchema,
  fix: localTextSchema,
});

/** The rule language is that of a plan's `crediting` (docs/plans/plan.schema.json). */
export const creditingRuleSchema = z.object({
  id: z.string().min(1).max(60),
  kind: z.enum(['owner', 'territory', 'split', 'overlay', 'specialist', 'partner']),
  column: z.string().max(60).optional(),
  map: z.record(z.string(), z.string()).optional(),
  payees: z.string().max(60).optional(),
  payee: z.string().max(60).optional(),
  share: z.union([z.string().max(20), z.number()]).optional(),
  onTop: z.boolean().optional(),
  where: z.record(z.string(), z.unknown()).optional(),
  role: z.string().max(60).optional(),
});
export const creditingPolicySchema = z.object({
  number: z.int(),
  rules: z.array(creditingRuleSchema),
  defaultEvent: z.enum(['booking', 'order', 'delivery', 'invoice', 'payment']),
  author: personSchema.nullable(),
  createdAt: z.string().nullable(),
});
export const creditingPolicyBody = creditingPolicySchema.pick({ rules: true, defaultEvent: true });

export const splitBody = z.object({
  parts: z
    .array(
      z.object({
        personId: z.uuid(),
        /** '33.33%', '0.25' or '1/3'; direct parts make exactly 100 %. */
        share: z.string().min(1).max(20),
        /** Credited besides the 100 % (overlay). */
        onTop: z.boolean().optional(),
        role: z.string().max(60).optional(),
      }),
    )
    .max(20),
});
export const splitSchema = z.object({
  sourceKind: z.enum(['opportunity', 'order']),
  sourceId: z.string(),
  parts: z.array(
    z.object({ person: personSchema, share: z.string(), onTop: z.boolean(), role: z.string().nullable() }),
  ),
});

export const adjustmentStates = ['proposed', 'approved', 'rejected'] as const;
export const adjustmentBody = z.object({
  /** credit: counts as if sold; pay: an amount on the statement of the open period. */
  kind: z.enum(['credit', 'pay']),
  personId: z.uuid(),
  planId: z.uuid(),
  date: dayText,
  amount: amountText,
  currency: currencyText,
  reason: z.string().trim().min(3).max(1000),
  /** The deal it is about. */
  sourceKind: z.enum(['opportunity', 'order']).optional(),
  sourceId: z.uuid().optional(),
});
export const adjustmentSchema = z.object({
  id: z.string(),
  kind: z.enum(['credit', 'pay']),
  person: personSchema,
  planId: z.string(),
  date: z.string(),
  amount: z.string(),
  currency: z.string(),
  reason: z.string(),
  source: z.object({ kind: z.string(), id: z.string(), label: z.string() }).nullable(),
  disputeId: z.string().nullable(),
  state: z.enum(adjustmentStates),
  proposedBy: personSchema.nullable(),
  proposedAt: z.string(),
  decidedBy: personSchema.nullable(),
  decidedAt: z.string().nullable(),
  decision: z.string().nullable(),
  version: z.int(),
  may: z.object({ decide: z.boolean() }),
});

export const creditingRunSchema = z.object({
  id: z.string(),
  ranAt: z.string(),
  /** Rows of deals, orders, payments and returns looked at. */
  looked: z.int(),
  credits: z.int(),
  added: z.int(),
  changed: z.int(),
  removed: z.int(),
  unassigned: z.int(),
  skipped: z.array(z.object({ reason: z.string(), count: z.int() })),
});
