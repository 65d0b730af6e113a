import { rocAuc } from './roc-auc.ts';

export interface FairnessGroup {
  readonly group: string;
  readonly count: number;
  /** Share whose outcome was positive. */
  readonly observed: number;
  readonly predicted: number;
  /** Share at or above the threshold. */
  readonly selected: number;
  /** Share selected among those with a positive outcome; null when there are none. */
  readonly truePositive: number | null;
  /** Share selected among those with a negative outcome; null when there are none. */
  readonly falsePositive: number | null;
  readonly auc: number;
}

export interface FairnessReport {
  readonly column: string;
  readonly groups: readonly FairnessGroup[];
  /** Smallest selection rate over the largest; below 0.8 it fails the four-fifths rule (EEOC 1978). */
  readonly selectionRatio: number;
  /** Largest gap in true-positive rates: equal opportunity (Hardt, Price & Srebro 2016). */
  readonly opportunityGap: number;
  /** Largest gap between predicted and observed rates over the groups. */
  readonly calibrationGap: number;
  readonly findings: readonly string[];
}

/** Groups smaller than this are shown but not judged. */
const leastJudged = 30;

/** Compares the held-out predictions between the groups of a protected column. The column itself is never learned from. */
export function fairnessReport(
  column: string,
  groupOf: readonly string[],
  probabilities: ArrayLike<number>,
  target: ArrayLike<number>,
  threshold: number,
): FairnessReport {
  const members = new Map<string, number[]>();
  groupOf.forEach((group, i) => {
    const list = members.get(group);
    if (list === undefined) members.set(group, [i]);
    else list.push(i);
  });
  const groups = [...members]
    .sort((a, b) => b[1].length - a[1].length)
    .map(([group, rows]): FairnessGroup => {
      const share = (test: (i: number) => boolean, among: readonly number[]): number | null =>
        among.length === 0 ? null : among.reduce((sum, i) => sum + (test(i) ? 1 : 0), 0) / among.length;
      const selected = (i: number): boolean => probabilities[i] >= threshold;
      const ps = rows.map((i) => probabilities[i]);
      return {
        group,
        count: rows.length,
        observed: share((i) => target[i] === 1, rows) ?? 0,
        predicted: ps.reduce((sum, p) => sum + p, 0) / ps.length,
        selected: share(selected, rows) ?? 0,
        truePositive: share(
          selected,
          rows.filter((i) => target[i] === 1),
        ),
        falsePositive: share(
          selected,
          rows.filter((i) => target[i] === 0),
        ),
        auc: rocAuc(
          ps,
          rows.map((i) => target[i]),
        ),
      };
    });
  const judged = groups.filter(({ count }) => count >= leastJudged);
  const spread = (values: readonly number[]): number =>
    values.length === 0 ? 0 : Math.max(...values) - Math.min(...values);
  const rates = judged.map(({ selected }) => selected);
  const most = Math.max(0, ...rates);
  const selectionRatio = most === 0 ? 1 : Math.min(...rates) / most;
  const opportunityGap = spread(judged.flatMap(({ truePositive }) => (truePositive === null ? [] : [truePositive])));
  const calibrationGap = Math.max(0, ...judged.map(({ predicted, observed }) => Math.abs(predicted - observed)));
  const findings: string[] = [];
  if (selectionRatio < 0.8) {
    findings.push(`selection rates differ by more than four fifths (ratio ${selectionRatio.toFixed(2)})`);
  }
  if (opportunityGap > 0.1) {
    findings.push(`true-positive rates differ by ${(100 * opportunityGap).toFixed(0)} points`);
  }
  if (calibrationGap > 0.05) {
    findings.push(
      `predicted and observed rates differ by up to ${(100 * calibrationGap).toFixed(0)} points in a group`,
    );
  }
  return { column, groups, selectionRatio, opportunityGap, calibrationGap, findings };
}
