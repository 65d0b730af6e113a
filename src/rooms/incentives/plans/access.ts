import { defineAccess, defineRight } from '#platform/visibility/define-access.ts';

/** Own pay for everyone; that of others for finance and executives alone, not for managers or administrators. */
const own = {
  administrator: 'own',
  executive: 'all',
  manager: 'own',
  supervisor: 'own',
  teamLead: 'own',
  rep: 'own',
  analyst: 'own',
  service: 'own',
  finance: 'all',
} as const;
const books = { executive: 'all', finance: 'all' } as const;

// Whose hands do which step is decided by segregation of duties, person by person.
defineRight({ right: 'incentives.administer', roles: ['executive', 'finance'] });

defineAccess({ kind: 'payPlan', read: own, write: books });
defineAccess({ kind: 'payAssignment', read: own, write: books });
