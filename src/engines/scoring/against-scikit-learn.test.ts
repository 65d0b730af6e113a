import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scoreByTrees, trainBoostedTrees } from './boosted-trees.ts';
import { probabilityOf } from './calibration.ts';
import type { FeatureColumn } from './feature-column.ts';
import { encodeColumns, planFeatures, selectRows } from './feature-plan.ts';
import { scoreByLogistic, trainLogistic } from './logistic-model.ts';
import { poolAdjacentViolators } from './pool-adjacent-violators.ts';
import { brierScore, logLoss } from './probability-metrics.ts';
import { rocAuc } from './roc-auc.ts';

const expected = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../test/reference/scoring/expected.json'), 'utf8'),
);
const target = Uint8Array.from(expected.target as number[]);
const numeric = (name: string): FeatureColumn => ({
  name,
  kind: 'number',
  values: Float64Array.from(expected.columns[name] as (number | null)[], (value) => value ?? Number.NaN),
});
const first = Int32Array.from({ length: expected.train }, (_, i) => i);
const rest = Int32Array.from({ length: target.length - expected.train }, (_, i) => expected.train + i);
const held = target.subarray(expected.train);

function prepared(columns: FeatureColumn[]) {
  const plan = planFeatures(columns);
  const encoded = encodeColumns(plan, columns, target.length);
  return { plan, train: selectRows(encoded, first), test: selectRows(encoded, rest) };
}

describe('against scikit-learn on the same split', () => {
  it('trees rank as HistGradientBoosting does, with its defaults', () => {
    const columns = [
      ...['x0', 'x1', 'x2', 'x3'].map(numeric),
      { name: 'group', kind: 'category', values: expected.group } as const,
    ];
    const { plan, train, test } = prepared(columns);
    const scores = scoreByTrees(trainBoostedTrees(plan, train, target.subarray(0, expected.train)), test);
    expect(Math.abs(rocAuc(scores, held) - expected.trees.auc)).toBeLessThan(0.005);
    expect(Math.abs(logLoss(scores.map(probabilityOf), held) - expected.trees.logLoss)).toBeLessThan(0.015);
  });

  it('ridge logistic regression finds the same coefficients', () => {
    const { plan, train, test } = prepared(['x0', 'x1', 'x3'].map(numeric));
    const [model] = trainLogistic(plan, train, target.subarray(0, expected.train), [expected.ridge.lambda]);
    const wanted = [...expected.ridge.coefficients, expected.ridge.intercept];
    model.coefficients.forEach((value, j) => expect(value).toBeCloseTo(wanted[j], 5));
    const p = scoreByLogistic(model, test).map(probabilityOf);
    // Values beyond the training range are held to it here, so only rows within it can agree.
    const within = (values: Float64Array, row: number): boolean => {
      const seen = values.subarray(0, expected.train);
      return values[row] >= Math.min(...seen) && values[row] <= Math.max(...seen);
    };
    const columns = ['x0', 'x1', 'x3'].map((name) => numeric(name).values as Float64Array);
    const compared = [...p.keys()].filter((i) => columns.every((values) => within(values, rest[i])));
    expect(compared.length).toBeGreaterThan(580);
    for (const i of compared) expect(p[i]).toBeCloseTo(expected.ridge.probabilities[i], 5);
  });

  it('metrics agree', () => {
    const p = expected.ridge.probabilities as number[];
    expect(rocAuc(p, held)).toBeCloseTo(expected.ridge.auc, 12);
    expect(logLoss(p, held)).toBeCloseTo(expected.ridge.logLoss, 12);
    expect(brierScore(p, held)).toBeCloseTo(expected.ridge.brier, 12);
  });

  it('isotonic regression makes the same steps', () => {
    const p = expected.ridge.probabilities as number[];
    const steps = poolAdjacentViolators(p, held);
    const order = p.map((_, i) => i).sort((a, b) => p[a] - p[b]);
    const levels = steps.flatMap(({ mean, weight }) => Array.from({ length: weight }, () => mean));
    order.forEach((row, place) => expect(levels[place]).toBeCloseTo(expected.isotonic[row], 10));
  });
});
