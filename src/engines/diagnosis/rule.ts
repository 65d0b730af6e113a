import type { Language, LocalText } from '#kernel/local-text.ts';
import type { DiagnosisInput } from './diagnosis-input.ts';
import type { Finding, Lens } from './finding.ts';

/** What rules share about the data, computed once. */
export interface DiagnosisFrame {
  readonly input: DiagnosisInput;
  /** Won value of the last 365 days before `asOfDay`: the measure of what is much. */
  readonly yearlyValue: number;
  /** Mean amount of a won deal. */
  readonly meanWon: number;
  /** What people call it; in 简体中文 unless another language is asked for. */
  name(id: string | null, language?: Language): string;
}

export interface DiagnosisRule {
  readonly name: string;
  readonly lens: Lens;
  /** What the rule needs when the data does not allow it; undefined when it can run. */
  readonly missing: (frame: DiagnosisFrame) => LocalText | undefined;
  readonly run: (frame: DiagnosisFrame) => Finding[];
}

/**
 * The level at which a rule speaks up, after correction over everything the rule looked at. Strict, because many rules look at
 * the same company: with fifteen rules a healthy company should hear a false alarm in less than one run in thirty.
 */
export const alarmLevel = 0.002;

/** z of a two-sided 80 % interval. */
export const z80 = 1.2815515655446004;
