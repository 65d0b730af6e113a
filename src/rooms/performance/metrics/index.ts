/** The chart of what was won by month with its forecast, for the pages of siblings; it asks the metric catalogue itself. */
export { WonByMonth } from './web/WonByMonth.tsx';
