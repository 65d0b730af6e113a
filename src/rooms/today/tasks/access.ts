import { defineAccess } from '#platform/visibility/define-access.ts';

const all = {
  administrator: 'all',
  executive: 'subtree',
  manager: 'subtree',
  supervisor: 'team',
  teamLead: 'team',
  rep: 'own',
  analyst: 'own',
  service: 'own',
  finance: 'own',
} as const;

defineAccess({ kind: 'task', read: all, write: all, import: ['administrator'] });
