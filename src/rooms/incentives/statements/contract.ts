import { z } from 'zod';
import { localTextSchema, personSchema } from '../amounts.ts';
import { periodStates } from '../periods/contract.ts';

export const statementSummarySchema = z.object({
  id: z.string(),
  person: personSchema,
  planId: z.string(),
  planName: localTextSchema,
  period: z.object({
    id: z.string(),
    label: z.string(),
    fromOn: z.string(),
    throughOn: z.string(),
    state: z.enum(periodStates),
  }),
  revision: z.int(),
  currency: z.string(),
  total: z.string(),
  adjustments: z.string(),
  acknowledgedAt: z.string().nullable(),
  disputes: z.int(),
});

/** One line: amount = base × rate × factor, with everything that says why. */
export const statementLineSchema = z.object({
  index: z.int(),
  component: z.string(),
  componentName: localTextSchema,
  kind: z.enum(['earning', 'true-up', 'return', 'cap', 'floor', 'draw', 'recovery', 'adjustment']),
  /** JSON pointer into the plan, and the clause there in words. */
  clause: z.string(),
  clauseText: localTextSchema.nullable(),
  /** The deal: kind and id of the record when the viewer may open it, and its name. */
  deal: z.object({ key: z.string(), kind: z.string(), id: z.string().nullable(), label: z.string() }).nullable(),
  /** Whose sales or pay an override is a share of. */
  from: personSchema.nullable(),
  date: z.string().nullable(),
  base: z.string(),
  rate: z.string(),
  factor: z.string().nullable(),
  amount: z.string(),
  /** '5000 × 8 % = 400'. */
  arithmetic: localTextSchema,
  /** Whether doing the arithmetic again gives the amount. */
  replays: z.boolean(),
  note: localTextSchema.nullable(),
  /** Why the person is credited. */
  because: localTextSchema.nullable(),
});

export const statementSchema = statementSummarySchema.extend({
  /** Debt of a recoverable draw after this period. */
  drawDebt: z.string().nullable(),
  byComponent: z.array(
    z.object({ component: z.string(), name: localTextSchema, amount: z.string(), toDate: z.string() }),
  ),
  /** Since the plan year began, this period included. */
  toDate: z.object({ total: z.string(), periods: z.int() }),
  lines: z.array(statementLineSchema),
  quotas: z.array(
    z.object({ measure: z.string(), quota: z.string(), credited: z.string(), attainment: z.number().nullable() }),
  ),
  /** Against the revision before; empty on the first. */
  changes: z.array(
    z.object({
      component: z.string(),
      componentName: localTextSchema,
      deal: z.string().nullable(),
      before: z.string().nullable(),
      after: z.string().nullable(),
      difference: z.string(),
    }),
  ),
  before: z.string().nullable(),
  calculatedAt: z.string(),
  hash: z.string(),
  inputHash: z.string(),
  engineVersion: z.string(),
  planVersionId: z.string(),
  may: z.object({ acknowledge: z.boolean(), dispute: z.boolean() }),
});
export type StatementView = z.infer<typeof statementSchema>;

/** What a person earns: now, to date, period by period. */
export const myPaySchema = z.object({
  person: personSchema,
  plans: z.array(
    z.object({
      planId: z.string(),
      planVersionId: z.string(),
      name: localTextSchema,
      fromOn: z.string(),
      throughOn: z.string().nullable(),
    }),
  ),
  /** The newest period with a statement. */
  current: z.array(statementSummarySchema),
  history: z.array(statementSummarySchema),
  toDate: z.array(z.object({ currency: z.string(), total: z.string() })),
  byComponent: z.array(
    z.object({ component: z.string(), name: localTextSchema, currency: z.string(), amount: z.string() }),
  ),
});

export const disputeStates = ['open', 'answered', 'accepted', 'withdrawn'] as const;
export const disputeBody = z.object({
  statementId: z.uuid(),
  /** Line of the statement it is about; left out: the whole statement. */
  lineIndex: z.int().min(0).optional(),
  text: z.string().trim().min(3).max(2000),
});
export const disputeAnswerBody = z.object({
  text: z.string().trim().min(3).max(2000),
  /** agreed: something is corrected (by a correction or in the records); refused: the statement stands. */
  outcome: z.enum(['agreed', 'refused']),
  /** A correction proposed with the answer; another person approves it, the next calculation shows it. */
  correction: z
    .object({ kind: z.enum(['credit', 'pay']), amount: z.string(), reason: z.string().trim().min(3).max(1000) })
    .optional(),
});
export const disputeSchema = z.object({
  id: z.string(),
  statementId: z.string(),
  person: personSchema,
  period: z.object({ id: z.string(), label: z.string() }),
  lineIndex: z.int().nullable(),
  component: z.string().nullable(),
  text: z.string(),
  state: z.enum(disputeStates),
  outcome: z.enum(['agreed', 'refused']).nullable(),
  openedAt: z.string(),
  answer: z.string().nullable(),
  answeredBy: personSchema.nullable(),
  answeredAt: z.string().nullable(),
  adjustmentId: z.string().nullable(),
  adjustmentState: z.string().nullable(),
  version: z.int(),
  may: z.object({ answer: z.boolean(), settle: z.boolean() }),
});

const cellText = z.string().nullable();
/** Everything the browser needs to run the engine for one person (`readEstimatorInput` makes the engine's input of it). */
export const estimatorSchema = z.object({
  person: personSchema,
  /** The person's open deals, to choose from. */
  deals: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      amount: z.string(),
      currency: z.string(),
      expectedCloseOn: z.string().nullable(),
      attributes: z.record(z.string(), z.string()),
    }),
  ),
  plans: z.array(
    z.object({
      planId: z.string(),
      planVersionId: z.string(),
      name: localTextSchema,
      currency: z.string(),
      document: z.unknown(),
      /** Event that a new deal would have to count. */
      event: z.string(),
      creditColumns: z.array(z.string()),
      payeeColumns: z.array(z.string()),
      credits: z.array(
        z.object({
          id: z.string(),
          payee: cellText,
          date: z.string(),
          amount: cellText,
          currency: cellText,
          share: cellText,
          event: cellText,
          reverses: cellText,
          deal: cellText,
          item: cellText,
          onTop: z.boolean(),
          attributes: z.array(cellText),
        }),
      ),
      payees: z.array(
        z.object({
          payee: z.string(),
          from: cellText,
          through: cellText,
          status: cellText,
          hired: cellText,
          left: cellText,
          manager: cellText,
          plan: cellText,
          attributes: z.array(cellText),
        }),
      ),
      quotas: z.array(
        z.object({ payee: z.string(), measure: cellText, from: z.string(), through: z.string(), quota: z.string() }),
      ),
      rates: z.array(z.object({ date: z.string(), currency: z.string(), into: z.string(), rate: z.string() })),
      from: z.string(),
      through: z.string(),
      /** What the estimate leaves out (shares of a team's pool, overrides on others' sales). */
      leavesOut: z.array(localTextSchema),
    }),
  ),
});
export type EstimatorView = z.infer<typeof estimatorSchema>;
export type DisputeView = z.infer<typeof disputeSchema>;
