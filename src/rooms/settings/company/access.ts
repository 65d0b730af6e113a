import { defineRight } from '#platform/visibility/define-access.ts';

/** Changing what holds for the whole company: name, language, time zone, currency, calendar. */
export const manageCompany = defineRight({ right: 'settings.company', roles: ['administrator'] }).right;
