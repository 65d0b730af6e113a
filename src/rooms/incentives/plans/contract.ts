import { z } from 'zod';
import { dayText, localTextSchema, personSchema } from '../amounts.ts';

/** draft → submitted → approved; a rejected one is a draft again; `retired` when a later version took over. */
export const planStates = ['draft', 'submitted', 'approved', 'retired'] as const;
export type PlanState = (typeof planStates)[number];

/** Something wrong in a plan text: where (line and column, both from 1), what stands there, what was expected. */
export const planProblemSchema = z.object({
  line: z.int(),
  column: z.int(),
  pointer: z.string(),
  found: localTextSchema.optional(),
  expected: localTextSchema,
});
export type PlanProblemView = z.infer<typeof planProblemSchema>;

/** One clause of a plan in words; `clause` is the JSON pointer that statement lines name too. */
export const clauseSchema = z.object({ clause: z.string(), text: localTextSchema });

export const planTextBody = z.object({ text: z.string().min(1).max(200_000) });

export const planCheckSchema = z.object({
  /** Empty when the plan can be used. */
  problems: z.array(planProblemSchema),
  /** Worth knowing, no error: a rate above 100 % … */
  notes: z.array(planProblemSchema),
  /** The document as data, for the form and graph editors; null when the text is no YAML. */
  document: z.unknown().nullable(),
  clauses: z.array(clauseSchema),
  /** Columns of credits and people that the plan reads. */
  reads: z.object({ credit: z.array(z.string()), payee: z.array(z.string()) }),
});

export const planTemplateSchema = z.object({
  id: z.string(),
  name: localTextSchema,
  description: localTextSchema,
  text: z.string(),
});

export const planVersionSummarySchema = z.object({
  id: z.string(),
  number: z.int(),
  state: z.enum(planStates),
  currency: z.string(),
  /** month, quarter, half-year, year, week, or list (pay cycles of its own). */
  period: z.string(),
  fromOn: z.string().nullable(),
  throughOn: z.string().nullable(),
  author: personSchema.nullable(),
  createdAt: z.string(),
  submittedAt: z.string().nullable(),
  decidedBy: personSchema.nullable(),
  decidedAt: z.string().nullable(),
  rejection: z.string().nullable(),
  version: z.int(),
});

export const planSchema = z.object({
  id: z.string(),
  /** The `plan:` of the document. */
  key: z.string(),
  name: localTextSchema,
  people: z.int(),
  current: planVersionSummarySchema.nullable(),
  versions: z.array(planVersionSummarySchema),
});
export type PlanView = z.infer<typeof planSchema>;

export const planVersionSchema = planVersionSummarySchema.extend({
  planId: z.string(),
  key: z.string(),
  name: localTextSchema,
  /** The text to the byte as its author wrote it. */
  text: z.string(),
  textHash: z.string(),
  document: z.unknown(),
  clauses: z.array(clauseSchema),
  notes: z.array(planProblemSchema),
  /** What the viewer may do now. */
  may: z.object({ edit: z.boolean(), submit: z.boolean(), decide: z.boolean() }),
});

/** What changed between two versions, clause by clause, in plain words. */
export const planDifferenceSchema = z.object({
  from: planVersionSummarySchema,
  to: planVersionSummarySchema,
  changes: z.array(
    z.object({
      clause: z.string(),
      change: z.enum(['added', 'removed', 'changed']),
      before: localTextSchema.nullable(),
      after: localTextSchema.nullable(),
      /** 'Commission: rate 5% → 6%'. */
      sentence: localTextSchema,
    }),
  ),
});

/** Whom an assignment puts on a plan: a person, or whoever holds a position, sits in a unit (and below), or has a role. */
export const assignmentTargets = ['person', 'position', 'unit', 'role'] as const;
const termsSchema = z.record(z.string().max(60), z.string().max(200));

export const assignmentBody = z.object({
  planId: z.uuid(),
  target: z.enum(assignmentTargets),
  /** Id of the person, position or unit; the name of the role. */
  targetId: z.string().min(1).max(60),
  fromOn: dayText,
  throughOn: dayText.nullish(),
  /** Values the plan reads as payee.NAME (quota, mbo_target …). */
  terms: termsSchema.optional(),
});
export const assignmentChangeBody = z.object({
  throughOn: dayText.nullable(),
  terms: termsSchema.optional(),
  /** First day of the new terms: the assignment ends the day before and goes on with them. Left out: they hold from its first day. */
  termsFrom: dayText.optional(),
});

/** A value that the plan reads as payee.NAME, and where it comes from when an assignment does not say it. */
export const askedTermSchema = z.object({
  name: z.string(),
  /** record: the person's own record or seat; quota: the quotas of people; nothing: pay that needs it cannot be worked out. */
  otherwise: z.enum(['record', 'quota', 'nothing']),
  /** Values that the plan itself names for it: ae, engineer … */
  values: z.array(z.string()),
});

export const planAssignmentSchema = z.object({
  id: z.string(),
  planId: z.string(),
  planKey: z.string(),
  planName: localTextSchema,
  target: z.enum(assignmentTargets),
  targetId: z.string(),
  targetName: z.string(),
  fromOn: z.string(),
  throughOn: z.string().nullable(),
  terms: z.record(z.string(), z.string()),
  version: z.int(),
});
