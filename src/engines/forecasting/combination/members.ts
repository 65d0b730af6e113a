import { estimateArima } from '../arima/estimate-arima.ts';
import { selectArima } from '../arima/stepwise.ts';
import { isConstant } from '../arima/unit-roots.ts';
import { estimateCes, selectCes } from '../ces/ces.ts';
import { estimateEts } from '../ets/ets-estimate.ts';
import { selectEts } from '../ets/ets.ts';
import type { FittedModel } from '../fitted-model.ts';
import { naiveModel } from '../naive.ts';
import { thetaMethod } from '../theta/theta.ts';

/** One method of the combination, fitted to the whole series. */
export interface Member {
  readonly name: 'ETS' | 'DOTM' | 'Theta' | 'ARIMA' | 'CES' | 'naive';
  readonly model: FittedModel;
  /** The same form or orders estimated on another stretch of the series. */
  readonly refit: (y: Float64Array) => FittedModel | undefined;
}

/** Fits the members of the combination; those that cannot run on so short a series are left out, naive stands in. */
export function fitMembers(y: Float64Array, period: number): Member[] {
  const members: Member[] = [];
  const add = (name: Member['name'], model: FittedModel | undefined, refit: Member['refit']): void => {
    if (model !== undefined && isUsable(model)) members.push({ name, model, refit });
  };
  if (!isConstant(y) && y.length >= 4) {
    const ets = selectEts(y, period, { criterion: 'bic' });
    add('ETS', ets, (z) => (ets === undefined ? undefined : estimateEts(z, ets.form, period, { quick: true })));
    for (const [name, kind] of [
      ['DOTM', 'dynamic'],
      ['Theta', 'standard'],
    ] as const) {
      add(name, thetaMethod(y, period, kind), (z) => thetaMethod(z, period, kind));
    }
    const arima = selectArima(y, period);
    add('ARIMA', arima, (z) =>
      arima === undefined ? undefined : estimateArima(z, arima.order, { quick: true, near: arima }),
    );
    const ces = selectCes(y, period, period > 1);
    add('CES', ces, (z) => (ces === undefined ? undefined : estimateCes(z, period, ces.kind)));
  }
  if (members.length === 0) {
    const naive = (z: Float64Array): FittedModel => naiveModel(z, period, 'naive');
    members.push({ name: 'naive', model: naive(y), refit: naive });
  }
  return members;
}

function isUsable(model: FittedModel): boolean {
  const { mean, deviation } = model.forecast(2);
  return mean.every(Number.isFinite) && deviation.every(Number.isFinite) && Number.isFinite(model.sigma);
}
