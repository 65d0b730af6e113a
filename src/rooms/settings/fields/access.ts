import { defineRight } from '#platform/visibility/define-access.ts';

/** Adding, changing and archiving the fields that a company adds to its records. */
export const manageFields = defineRight({ right: 'settings.fields', roles: ['administrator'] }).right;
