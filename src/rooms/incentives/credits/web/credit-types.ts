import type { z } from 'zod';
import type {
  adjustmentSchema,
  creditSchema,
  creditingPolicySchema,
  creditingRuleSchema,
  creditingRunSchema,
  splitSchema,
  unassignedSchema,
} from '../contract.ts';

export type Credit = z.infer<typeof creditSchema>;
export type UnassignedAmount = z.infer<typeof unassignedSchema>;
export type Adjustment = z.infer<typeof adjustmentSchema>;
export type CreditingRun = Omit<z.infer<typeof creditingRunSchema>, 'skipped'>;
export type Split = z.infer<typeof splitSchema>;
export type CreditingPolicy = z.infer<typeof creditingPolicySchema>;
export type CreditingRule = z.infer<typeof creditingRuleSchema>;
