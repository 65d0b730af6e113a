export { quotasBetween } from './quotas-between.ts';
