import { selectArima } from '../arima/stepwise.ts';
import { selectCes } from '../ces/ces.ts';
import { estimateEts } from '../ets/ets-estimate.ts';
import { selectEts } from '../ets/ets.ts';
import type { FittedModel } from '../fitted-model.ts';
import { naiveModel } from '../naive.ts';
import { thetaMethod } from '../theta/theta.ts';

/** Methods that can be asked for by name, on the series as it is. */
const methods = {
  ets: (y: Float64Array, period: number) => selectEts(y, period),
  ses: (y: Float64Array) => estimateEts(y, { error: 'A', trend: 'N', damped: false, season: 'N' }, 1),
  holt: (y: Float64Array) => estimateEts(y, { error: 'A', trend: 'A', damped: false, season: 'N' }, 1),
  theta: (y: Float64Array, period: number) => thetaMethod(y, period, 'standard'),
  otm: (y: Float64Array, period: number) => thetaMethod(y, period, 'optimised'),
  dotm: (y: Float64Array, period: number) => thetaMethod(y, period, 'dynamic'),
  arima: (y: Float64Array, period: number) => selectArima(y, period),
  ces: (y: Float64Array, period: number) => selectCes(y, period, period > 1),
  naive: (y: Float64Array, period: number) => naiveModel(y, period, 'naive'),
  'seasonal-naive': (y: Float64Array, period: number) => naiveModel(y, period, 'seasonal naive'),
  drift: (y: Float64Array, period: number) => naiveModel(y, period, 'drift'),
} satisfies Record<string, (y: Float64Array, period: number) => FittedModel | undefined>;

export type SingleMethod = keyof typeof methods;
export const singleMethods = Object.keys(methods) as readonly SingleMethod[];

/** One method by name; undefined when it cannot run on the series. */
export function fitSingleMethod(y: Float64Array, period: number, method: SingleMethod): FittedModel | undefined {
  return methods[method](y, period);
}
