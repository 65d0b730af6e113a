import type { LocalText } from '#kernel/local-text.ts';

/** Days are whole days since 1970-01-01; amounts are in the major unit of one currency (estimates, not books). */
export interface DiagnosedDeal {
  readonly id: string;
  readonly status: 'open' | 'won' | 'lost';
  readonly amount: number | null;
  /** The amount at list price, when it is known. */
  readonly listAmount: number | null;
  readonly createdDay: number | null;
  readonly closedDay: number | null;
  readonly expectedCloseDay: number | null;
  readonly lastActivityDay: number | null;
  readonly slipCount: number;
  readonly activities: number;
  /** What was done in the first 14 days; null where no activities are kept. */
  readonly early: EarlyWork | null;
  readonly stage: string;
  readonly probability: number;
  readonly owner: string | null;
  readonly team: string | null;
  readonly account: string | null;
  readonly product: string | null;
  readonly region: string | null;
  readonly segment: string | null;
  readonly source: string | null;
  readonly competitor: string | null;
}

export interface EarlyWork {
  readonly activities: number;
  /** Visits, meetings and demos among them. */
  readonly meetings: number;
  /** Different people at the customer. */
  readonly contacts: number;
  readonly firstContactDays: number | null;
}

export interface DiagnosedStageVisit {
  readonly deal: number;
  readonly stage: string;
  /** Day since 1970 on which the deal entered the stage, with the part of the day. */
  readonly enteredDay: number;
  readonly days: number;
  /** The deal is still in the stage: `days` is so far. */
  readonly running: boolean;
}

export interface DiagnosedLead {
  readonly source: string | null;
  readonly receivedDay: number;
  readonly owner: string | null;
  readonly team: string | null;
  readonly responseHours: number | null;
  readonly qualified: boolean;
  readonly open: boolean;
}

export interface DiagnosedAccount {
  readonly id: string;
  readonly name: string;
  readonly owner: string | null;
  readonly region: string | null;
  readonly industry: string | null;
  readonly lastOrderDay: number | null;
  readonly orders: number;
  readonly yearlyValue: number;
  /** Slowest first answer to a ticket, in hours, of tickets opened at least 60 days ago; null without tickets. */
  readonly slowestTicketHours: number | null;
  readonly slowestTicketDay: number | null;
}

export interface DiagnosedLine {
  readonly day: number;
  readonly owner: string | null;
  readonly team: string | null;
  readonly product: string | null;
  readonly account: string | null;
  readonly family: string | null;
  readonly quantity: number | null;
  /** Priced in the company's own currency: its price moves with decisions, not with rates. */
  readonly domestic: boolean;
  readonly amount: number;
  readonly listAmount: number | null;
}

export interface DiagnosedPerson {
  readonly id: string;
  readonly team: string | null;
  readonly manager: string | null;
  readonly sells: boolean;
  readonly joinedDay: number | null;
  readonly leftDay: number | null;
}

/** A course that a person has completed. */
export interface DiagnosedTraining {
  readonly person: string;
  readonly course: string;
  readonly completedDay: number;
}

/** Everything the diagnosis looks at. What the company does not keep is an empty list, and the rules that need it say so. */
export interface DiagnosisInput {
  /** The day the data speaks of: today, or the last day of data that ends earlier. */
  readonly asOfDay: number;
  readonly currency: string;
  readonly deals: readonly DiagnosedDeal[];
  readonly stageVisits: readonly DiagnosedStageVisit[];
  readonly leads: readonly DiagnosedLead[];
  readonly accounts: readonly DiagnosedAccount[];
  readonly lines: readonly DiagnosedLine[];
  readonly people: readonly DiagnosedPerson[];
  readonly trainings: readonly DiagnosedTraining[];
  /** Quota of the coming quarter, when one is set. */
  readonly nextQuarterQuota: number | null;
  /** id → what people call it, in every language alike or in each its own. */
  readonly names: Readonly<Record<string, string | LocalText>>;
}

export const slicedBy = ['owner', 'team', 'product', 'region', 'segment', 'source', 'competitor'] as const;
export type SliceBy = (typeof slicedBy)[number];
