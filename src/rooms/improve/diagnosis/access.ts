import { defineRight } from '#platform/visibility/define-access.ts';

// The diagnosis compares people, teams and prices across the company: it is for those who answer for the whole.
defineRight({ right: 'improve.diagnose', roles: ['administrator', 'executive', 'manager', 'analyst'] });
