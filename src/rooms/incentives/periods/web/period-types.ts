import type { z } from 'zod';
import type {
  accountBalanceSchema,
  exceptionSchema,
  journalEntrySchema,
  overviewSchema,
  payFileLayoutSchema,
  payFilePreviewSchema,
  periodStatementSchema,
  periodStepSchema,
} from '../contract.ts';

export type { PeriodView } from '../contract.ts';
export type PeriodException = z.infer<typeof exceptionSchema>;
export type PeriodStatement = z.infer<typeof periodStatementSchema>;
export type PeriodStep = z.infer<typeof periodStepSchema>;
export type PayFileLayout = z.infer<typeof payFileLayoutSchema>;
export type PayFilePreview = z.infer<typeof payFilePreviewSchema>;
export type JournalEntry = z.infer<typeof journalEntrySchema>;
export type AccountBalance = z.infer<typeof accountBalanceSchema>;
export type Overview = z.infer<typeof overviewSchema>;
