import type { LocalText } from '#kernel/local-text.ts';
import type {
  DiagnosedDeal,
  DiagnosedStageVisit,
  DiagnosisInput,
  EarlyWork,
} from '#engines/diagnosis/diagnosis-input.ts';

/** A deal as it is read: the work of its first 14 days beside its other fields; null where no activity points to it. */
export interface LoadedDeal extends Omit<DiagnosedDeal, 'early'> {
  readonly early: number | null;
  readonly meetings: number | null;
  readonly contacts: number | null;
  readonly first: EarlyWork['firstContactDays'];
}

/** A visit as it is read, with the id of its deal. */
export interface LoadedVisit extends Omit<DiagnosedStageVisit, 'deal'> {
  readonly deal: string;
}

export interface LoadedName {
  readonly id: string;
  readonly name: string | LocalText;
}

export interface LoadedLists {
  readonly deals: LoadedDeal;
  readonly stageVisits: LoadedVisit;
  readonly leads: DiagnosisInput['leads'][number];
  readonly accounts: DiagnosisInput['accounts'][number];
  readonly lines: DiagnosisInput['lines'][number];
  readonly people: DiagnosisInput['people'][number];
  readonly trainings: DiagnosisInput['trainings'][number];
  readonly names: LoadedName;
}

export type Facts = Pick<DiagnosisInput, 'asOfDay' | 'currency' | 'nextQuarterQuota'>;

/** A part of what the diagnosis looks at: some rows of one list (deals before their visits), or, at the end, the single facts. */
export type DiagnosisPart =
  | { [L in keyof LoadedLists]: { readonly list: L; readonly rows: readonly LoadedLists[L][] } }[keyof LoadedLists]
  | { readonly facts: Facts };
