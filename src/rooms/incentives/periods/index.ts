export { type InputWanted, loadInput, peopleOn } from './calculation-input.ts';
export { calculatePeriod } from './calculate-period.ts';
export { exportPay } from './export-pay.ts';
export { interdependent } from './calculate-plan.ts';
export { type PeriodRow, isClosed, lockedPeriod, openPeriod, periodRows } from './period-store.ts';
export { type PeriodStep, takeStep } from './period-steps.ts';
export { exceptionViews, periodStatements, periodViews } from './period-views.ts';
