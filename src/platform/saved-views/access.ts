import { defineRight } from '#platform/visibility/define-access.ts';

/** Saying which shared view people of a role open a list with. */
export const defaultViews = defineRight({ right: 'settings.defaultViews', roles: ['administrator'] }).right;
