import { z } from 'zod';
import { amountText, currencyText, localTextSchema, personSchema } from '../amounts.ts';

export const periodStates = ['open', 'calculated', 'reviewed', 'approved', 'closed', 'paid'] as const;
export type PeriodState = (typeof periodStates)[number];

/** Totals of one currency. */
export const currencyTotalSchema = z.object({
  currency: z.string(),
  statements: z.int(),
  total: z.string(),
  adjustments: z.string(),
});

export const periodSchema = z.object({
  id: z.string(),
  /** month, quarter, half-year, year, week (with '/7' when the fiscal year starts in July), or 'plan:KEY'. */
  calendar: z.string(),
  label: z.string(),
  fromOn: z.string(),
  throughOn: z.string(),
  state: z.enum(periodStates),
  version: z.int(),
  totals: z.array(currencyTotalSchema),
  exceptions: z.object({ open: z.int(), explained: z.int() }),
  unacknowledged: z.int(),
  disputes: z.int(),
  calculatedAt: z.string().nullable(),
  /** SHA-256 over all statements, kept when the period closed. */
  closedHash: z.string().nullable(),
  /** Days from the last day of the period to its closing. */
  daysToClose: z.number().nullable(),
  /** What the viewer may do next, and what stands in the way of it. */
  next: z.array(
    z.object({
      step: z.enum(['calculation', 'review', 'approval', 'closing', 'payment', 'reopening']),
      allowed: z.boolean(),
      why: localTextSchema.nullable(),
    }),
  ),
});
export type PeriodView = z.infer<typeof periodSchema>;

export const periodStepSchema = z.object({
  id: z.string(),
  from: z.enum(periodStates),
  to: z.enum(periodStates),
  by: personSchema.nullable(),
  via: z.string(),
  at: z.string(),
  note: z.string().nullable(),
  statementsHash: z.string().nullable(),
});

export const periodOpeningBody = z.object({
  calendar: z.string().min(1).max(80).default('month'),
  /** '2026-10', '2026-Q3' …; the one after the last when absent. */
  label: z.string().min(4).max(40).optional(),
});
export const calculationBody = z.object({ scope: z.enum(['all', 'changed']).default('all') });
export const noteBody = z.object({ note: z.string().trim().max(1000).optional() });

export const calculationReply = z.object({
  periodId: z.string(),
  state: z.enum(periodStates),
  version: z.int(),
  /** Statements that are new or differ from the calculation before. */
  statements: z.int(),
  unchanged: z.int(),
  exceptions: z.int(),
  credits: z.object({ looked: z.int(), changed: z.int(), unassigned: z.int() }),
  inputHash: z.string(),
  engineVersion: z.string(),
});

export const exceptionCodes = [
  'large-change',
  'negative-pay',
  'missing-quota',
  'zero-pay',
  'no-plan',
  'missing-rate',
  'unassigned',
  'plan-warning',
  'draw-left-over',
  'closed-differs',
] as const;
export type ExceptionCode = (typeof exceptionCodes)[number];

export const exceptionSchema = z.object({
  id: z.string(),
  code: z.enum(exceptionCodes),
  person: personSchema.nullable(),
  planId: z.string().nullable(),
  statementId: z.string().nullable(),
  /** What is the matter, and what to do about it. */
  text: localTextSchema,
  fix: localTextSchema,
  /** What it is about: before and now, the credit, the clause. */
  details: z.record(z.string(), z.string()),
  explanation: z.string().nullable(),
  explainedBy: personSchema.nullable(),
  explainedAt: z.string().nullable(),
});
export const explanationBody = z.object({ note: z.string().trim().min(3).max(1000) });
export const explanationsBody = explanationBody.extend({ exceptions: z.array(z.uuid()).min(1).max(5000) });

export const periodStatementSchema = z.object({
  id: z.string(),
  person: personSchema,
  planId: z.string(),
  planName: localTextSchema,
  revision: z.int(),
  total: z.string(),
  adjustments: z.string(),
  currency: z.string(),
  before: z.string().nullable(),
  acknowledgedAt: z.string().nullable(),
  disputes: z.int(),
});

/** Columns of a pay file, in order. */
export const payFileSources = [
  'employeeNo',
  'name',
  'email',
  'plan',
  'period',
  'from',
  'through',
  'total',
  'currency',
  'adjustments',
  'earnings',
  'statementId',
  'fixed',
] as const;
export const payFileLayoutSchema = z.object({
  id: z.string(),
  name: z.string(),
  separator: z.enum([',', ';', '\t']),
  decimalMark: z.enum(['.', ',']),
  header: z.boolean(),
  /** One row a person (all plans together), or one a statement. */
  rows: z.enum(['person', 'statement']),
  columns: z.array(
    z.object({ header: z.string(), source: z.enum(payFileSources), value: z.string().max(100).optional() }),
  ),
  version: z.int(),
});
export const payFileLayoutBody = z.object({
  name: z.string().trim().min(1).max(80),
  separator: z.enum([',', ';', '\t']).default(','),
  decimalMark: z.enum(['.', ',']).default('.'),
  header: z.boolean().default(true),
  rows: z.enum(['person', 'statement']).default('person'),
  columns: z
    .array(
      z.object({
        header: z.string().min(1).max(80),
        source: z.enum(payFileSources),
        /** Of source `fixed`. */
        value: z.string().max(100).optional(),
      }),
    )
    .min(1)
    .max(30),
});

/** How a pay file would look: the first rows as cells and as text. */
export const payFilePreviewSchema = z.object({
  header: z.array(z.string()),
  rows: z.array(z.array(z.string())),
  total: z.int(),
  text: z.string(),
});

export const journalEntrySchema = z.object({
  key: z.string(),
  kind: z.enum(['earning', 'adjustment', 'draw', 'recovery', 'payout', 'accrual']),
  date: z.string(),
  text: z.string(),
  currency: z.string(),
  postings: z.array(z.object({ account: z.string(), debit: z.string().nullable(), credit: z.string().nullable() })),
});

export const accountBalanceSchema = z.object({ account: z.string(), currency: z.string(), balance: z.string() });

export const budgetBody = z.object({
  month: z.string().regex(/^\d{4}-\d{2}$/, 'a month such as 2026-11 is expected'),
  amount: amountText,
  currency: currencyText,
});

/** Cost, budget, attainment, disputes, time to close: what a pay administrator watches. */
export const overviewSchema = z.object({
  currency: z.string(),
  months: z.array(
    z.object({
      month: z.string(),
      budget: z.string().nullable(),
      actual: z.string(),
      sold: z.string(),
      /** Cost ÷ sold; null when nothing was sold. */
      costOfSale: z.number().nullable(),
      daysToClose: z.number().nullable(),
    }),
  ),
  components: z.array(z.object({ component: z.string(), name: localTextSchema, cost: z.string() })),
  /** One point for each person with a quota: attainment (1 = 100 %) and pay over the months shown. */
  attainment: z.array(
    z.object({ person: personSchema, attainment: z.number(), pay: z.string(), sold: z.string(), quota: z.string() }),
  ),
  disputes: z.object({
    open: z.int(),
    answered: z.int(),
    /** Median days from opening to answer. */
    daysToAnswer: z.number().nullable(),
    topics: z.array(z.object({ component: z.string(), count: z.int() })),
  }),
  exceptions: z.array(z.object({ code: z.enum(exceptionCodes), count: z.int() })),
});
