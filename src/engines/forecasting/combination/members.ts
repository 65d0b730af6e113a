import { selectArima } from '../arima/stepwise.ts';
import { isConstant } from '../arima/unit-roots.ts';
import { selectCes } from '../ces/ces.ts';
import { selectEts } from '../ets/ets.ts';
import type { FittedModel } from '../fitted-model.ts';
import { naiveModel } from '../naive.ts';
import { thetaMethod } from '../theta/theta.ts';

export type MemberName = 'ETS' | 'DOTM' | 'Theta' | 'ARIMA' | 'CES';

/** Fits the members of the combination; those that cannot run on so short a series are left out, naive stands in. */
export function fitMembers(y: Float64Array, period: number): Map<string, FittedModel> {
  const members = new Map<string, FittedModel>();
  const add = (name: string, model: FittedModel | undefined): void => {
    if (model !== undefined && isUsable(model)) members.set(name, model);
  };
  if (!isConstant(y) && y.length >= 4) {
    add('ETS', selectEts(y, period, { criterion: 'bic' }));
    add('DOTM', thetaMethod(y, period, 'dynamic'));
    add('Theta', thetaMethod(y, period, 'standard'));
    add('ARIMA', selectArima(y, period));
    add('CES', selectCes(y, period, period > 1));
  }
  if (members.size === 0) members.set('naive', naiveModel(y, period, 'naive'));
  return members;
}

function isUsable(model: FittedModel): boolean {
  const { mean, deviation } = model.forecast(2);
  return mean.every(Number.isFinite) && deviation.every(Number.isFinite) && Number.isFinite(model.sigma);
}
