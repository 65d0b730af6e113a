import type { z } from 'zod';
import type { disputeSchema, myPaySchema, statementLineSchema, statementSummarySchema } from '../contract.ts';

export type { EstimatorView, StatementView } from '../contract.ts';
export type StatementLine = z.infer<typeof statementLineSchema>;
export type StatementSummary = z.infer<typeof statementSummarySchema>;
export type MyPay = z.infer<typeof myPaySchema>;
export type Dispute = z.infer<typeof disputeSchema>;
