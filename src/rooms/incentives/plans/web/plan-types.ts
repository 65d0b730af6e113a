import type { z } from 'zod';
import type {
  askedTermSchema,
  planAssignmentSchema,
  planCheckSchema,
  planDifferenceSchema,
  planTemplateSchema,
  planVersionSchema,
  planVersionSummarySchema,
} from '../contract.ts';

export type { PlanProblemView, PlanView } from '../contract.ts';
export type PlanVersion = z.infer<typeof planVersionSchema>;
export type PlanVersionSummary = z.infer<typeof planVersionSummarySchema>;
export type PlanCheck = z.infer<typeof planCheckSchema>;
export type PlanTemplate = z.infer<typeof planTemplateSchema>;
export type PlanDifference = z.infer<typeof planDifferenceSchema>;
export type AskedTerm = z.infer<typeof askedTermSchema>;
export type PlanAssignment = z.infer<typeof planAssignmentSchema>;
