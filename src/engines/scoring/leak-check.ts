import type { EncodedRows, FeaturePlan } from './feature-plan.ts';
import { logLoss } from './probability-metrics.ts';
import { rocAuc } from './roc-auc.ts';
import { singleColumnRates } from './single-column-rates.ts';

/** A column that may know the answer already. */
export interface Leak {
  readonly column: string;
  /** 'likely' removes most of the doubt alone; 'possible' removes more than an honest column usually does. */
  readonly certainty: 'likely' | 'possible';
  /** AUC of the column alone, out of fold. */
  readonly auc: number;
  /** Share of the outcome's uncertainty (log loss of the base rate) that the column alone removes. */
  readonly explained: number;
  readonly because: string;
}

const likely = { auc: 0.95, explained: 0.5 };
const possible = { auc: 0.9, explained: 0.25 };

/**
 * Finds columns that alone predict the outcome better than a column known beforehand should: by out-of-fold AUC and by the
 * share of uncertainty removed (Theil's U). Also those that are filled where the outcome is known but blank where it is not
 * yet (`open`): they are written down after the fact.
 */
export function findLeaks(
  plan: FeaturePlan,
  encoded: EncodedRows,
  target: Uint8Array,
  folds: Uint8Array,
  open?: EncodedRows,
): Leak[] {
  const hits = target.reduce((sum, hit) => sum + hit, 0) / target.length;
  const doubt = -(hits * Math.log(hits) + (1 - hits) * Math.log1p(-hits));
  const leaks: Leak[] = [];
  plan.features.forEach((feature, f) => {
    const rates = singleColumnRates(feature, encoded, f, target, folds);
    const auc = rocAuc(rates, target);
    const explained = Math.max(0, 1 - logLoss(rates, target) / doubt);
    const filledLater =
      open !== undefined && open.count >= 20 && blankShare(open, f) > 0.95 && blankShare(encoded, f) < 0.2;
    const certainty =
      filledLater || auc >= likely.auc || explained >= likely.explained
        ? 'likely'
        : auc >= possible.auc || explained >= possible.explained
          ? 'possible'
          : undefined;
    if (certainty === undefined) return;
    const because = filledLater
      ? `filled where the outcome is known but blank in ${Math.round(100 * blankShare(open, f))} % of the rows to be scored`
      : `alone it removes ${Math.round(100 * explained)} % of the doubt about the outcome (AUC ${auc.toFixed(3)})`;
    leaks.push({ column: feature.name, certainty, auc, explained, because });
  });
  return leaks.sort((a, b) => b.explained - a.explained);
}

function blankShare(encoded: EncodedRows, f: number): number {
  let blank = 0;
  for (let i = 0; i < encoded.count; i++) {
    if (encoded.numbers[f] === undefined ? encoded.codes[f]![i] < 0 : Number.isNaN(encoded.numbers[f][i])) blank += 1;
  }
  return blank / encoded.count;
}
