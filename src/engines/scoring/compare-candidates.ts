import { binRows } from './bin-mapper.ts';
import { missingBinsOf, trainBoostedTrees } from './boosted-trees.ts';
import { type EncodedRows, type FeaturePlan, selectRows } from './feature-plan.ts';
import { scoreByLogistic, trainLogistic } from './logistic-model.ts';
import type { Predictor } from './predictor.ts';
import { probabilityOf } from './calibration.ts';
import { logLoss } from './probability-metrics.ts';
import { rocAuc } from './roc-auc.ts';
import { addTree } from './tree.ts';

/** One way to hold rows out: train on some, look at others. */
export interface Partition {
  readonly train: Int32Array;
  readonly held: Int32Array;
}

export interface CandidateResult {
  readonly name: string;
  readonly kind: Predictor['kind'];
  /** Penalty, or number of trees and leaves. */
  readonly parameters: Readonly<Record<string, number>>;
  readonly logLoss: number;
  readonly auc: number;
  /** Held-out log-odds, one per held row in the order of the partitions. */
  readonly scores: Float64Array;
  /** The model of each partition. */
  readonly models: readonly Predictor[];
  /** Trains the same on other rows. */
  readonly train: (encoded: EncodedRows, target: Uint8Array) => Predictor;
}

export interface CandidateOptions {
  /** Ridge penalties to try. */
  readonly lambdas: readonly number[];
  /** Tree shapes to try. */
  readonly shapes: readonly { readonly maxLeaves: number; readonly rounds: number; readonly l2: number }[];
  readonly progress?: (done: number, total: number) => void;
}

/** Trees stop being added when the held-out loss has not fallen for so many rounds. */
const patience = 15;

/**
 * Trains every candidate on every partition and judges it by the log loss of its held-out scores. The number of trees is
 * the one at which the held-out loss over all partitions is least.
 */
export function compareCandidates(
  plan: FeaturePlan,
  encoded: EncodedRows,
  target: Uint8Array,
  partitions: readonly Partition[],
  options: CandidateOptions,
): CandidateResult[] {
  const parts = partitions.map(({ train, held }) => ({
    train: selectRows(encoded, train),
    trainTarget: pick(target, train),
    held: selectRows(encoded, held),
    heldTarget: pick(target, held),
  }));
  const heldTarget = concatenate(parts.map((part) => part.heldTarget));
  const total = parts.length * (1 + options.shapes.length);
  let done = 0;
  const tick = (): void => options.progress?.(++done, total);
  const results: CandidateResult[] = [];
  const judged = (result: Omit<CandidateResult, 'logLoss' | 'auc'>): CandidateResult => ({
    ...result,
    logLoss: logLoss(Float64Array.from(result.scores, probabilityOf), heldTarget),
    auc: rocAuc(result.scores, heldTarget),
  });

  const linear = parts.map((part) => {
    const models = trainLogistic(plan, part.train, part.trainTarget, options.lambdas);
    tick();
    return models;
  });
  options.lambdas.forEach((lambda, l) => {
    const models = linear.map((byLambda) => byLambda[l]);
    results.push(
      judged({
        name: `logistic regression, penalty ${lambda}`,
        kind: 'logistic regression',
        parameters: { lambda },
        scores: joinScores(models.map((model, k) => scoreByLogistic(model, parts[k].held))),
        models,
        train: (rows, hits) => trainLogistic(plan, rows, hits, [lambda])[0],
      }),
    );
  });
  for (const shape of options.shapes) {
    const runs = parts.map((part) => {
      const run = boostWithTrack(plan, part, shape);
      tick();
      return run;
    });
    const rounds = bestRound(
      runs,
      parts.map((part) => part.held.count),
    );
    results.push(
      judged({
        name: `boosted trees, ${shape.maxLeaves} leaves`,
        kind: 'boosted trees',
        parameters: { trees: rounds, maxLeaves: shape.maxLeaves, l2: shape.l2, learningRate: 0.1 },
        scores: joinScores(runs.map(({ track }) => track[Math.min(rounds, track.length - 1)])),
        models: runs.map(({ model }) => ({ ...model, trees: model.trees.slice(0, rounds) })),
        train: (rows, hits) => trainBoostedTrees(plan, rows, hits, { ...shape, rounds }),
      }),
    );
  }
  return results;
}

/** The candidate with the least held-out loss; the simplest within 0.1 % of it. */
export function bestCandidate(results: readonly CandidateResult[]): CandidateResult {
  const least = Math.min(...results.map((result) => result.logLoss));
  return results.find((result) => result.logLoss <= least * 1.001)!;
}

interface Part {
  readonly train: EncodedRows;
  readonly trainTarget: Uint8Array;
  readonly held: EncodedRows;
  readonly heldTarget: Uint8Array;
}

/** Trains trees and keeps the held-out scores (track) and loss after every round; entry 0 is before the first. */
function boostWithTrack(plan: FeaturePlan, part: Part, shape: CandidateOptions['shapes'][number]) {
  const track: Float64Array[] = [];
  const losses: number[] = [];
  let scores = new Float64Array(0);
  let least = Number.POSITIVE_INFINITY;
  let leastAt = 0;
  let held = undefined as ReturnType<typeof binRows> | undefined;
  const model = trainBoostedTrees(plan, part.train, part.trainTarget, {
    ...shape,
    afterRound: (trees, bins, start) => {
      if (held === undefined) {
        held = binRows(part.held, bins);
        scores = new Float64Array(part.held.count).fill(start);
        track.push(scores.slice());
        losses.push(logLoss(Float64Array.from(scores, probabilityOf), part.heldTarget));
      }
      addTree(trees[trees.length - 1], held, missingBinsOf({ bins }), scores);
      track.push(scores.slice());
      const loss = logLoss(Float64Array.from(scores, probabilityOf), part.heldTarget);
      losses.push(loss);
      if (loss < least) {
        least = loss;
        leastAt = trees.length;
      }
      return trees.length - leastAt >= patience;
    },
  });
  if (track.length === 0) {
    track.push(new Float64Array(part.held.count).fill(model.start));
    losses.push(logLoss(Float64Array.from(track[0], probabilityOf), part.heldTarget));
  }
  return { model, track, losses };
}

function bestRound(runs: readonly { losses: readonly number[] }[], weights: readonly number[]): number {
  const longest = Math.max(...runs.map(({ losses }) => losses.length));
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < longest; round++) {
    let sum = 0;
    runs.forEach(({ losses }, k) => (sum += weights[k] * losses[Math.min(round, losses.length - 1)]));
    if (sum < least) {
      least = sum;
      best = round;
    }
  }
  return best;
}

function pick(target: Uint8Array, rows: Int32Array): Uint8Array {
  return Uint8Array.from(rows, (row) => target[row]);
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => Array.from(part)));
}

function joinScores(parts: readonly Float64Array[]): Float64Array {
  const joined = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
