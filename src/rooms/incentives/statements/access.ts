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

defineAccess({ kind: 'payStatement', read: own, write: { executive: 'all', finance: 'all' } });
// Everyone may acknowledge and dispute their own statements.
defineAccess({ kind: 'payDispute', read: own, write: own });
