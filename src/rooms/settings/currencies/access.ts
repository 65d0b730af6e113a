import { defineRight } from '#platform/visibility/define-access.ts';

/** Keeping the exchange rates with which amounts are converted. */
export const manageRates = defineRight({ right: 'settings.rates', roles: ['administrator', 'finance'] }).right;
