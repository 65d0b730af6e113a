import { defineAccess } from '#platform/visibility/define-access.ts';

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

defineAccess({ kind: 'payCredit', read: own, write: books });
defineAccess({ kind: 'payAdjustment', read: own, write: books });
