import { defineRight } from '#platform/visibility/define-access.ts';

// The model is learned from the whole company's deals: who answers for many may look at it and have it learned anew.
defineRight({ right: 'selling.winModel', roles: ['administrator', 'executive', 'manager', 'supervisor', 'analyst'] });
