export { type InputWanted, loadInput, peopleOn } from './calculation-input.ts';
export { calculatePeriod } from './calculate-period.ts';
export { interdependent } from './calculate-plan.ts';
export { type PeriodRow, isClosed, lockedPeriod, periodRows } from './period-store.ts';
