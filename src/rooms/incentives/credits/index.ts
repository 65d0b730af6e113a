export { type AdjustmentRow, adjustmentRows, proposeAdjustment } from './adjustments.ts';
export { earningEvents } from './earning-events.ts';
export { attributeBehind, exactAmount, planAttribute } from './credit-deals.ts';
export { currentEvent, currentPolicy } from './crediting-policy.ts';
export { type CreditingRun, runCrediting } from './run-crediting.ts';
