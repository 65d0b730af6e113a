import { defineAccess } from '#platform/visibility/define-access.ts';

const read = {
  administrator: 'all',
  executive: 'all',
  manager: 'subtree',
  supervisor: 'team',
  teamLead: 'team',
  rep: 'own',
  analyst: 'all',
  service: 'all',
  finance: 'all',
} as const;
const write = { administrator: 'all', manager: 'subtree', supervisor: 'team', teamLead: 'team', rep: 'own' } as const;

defineAccess({
  kind: 'account',
  read,
  write,
  delete: ['administrator', 'manager'],
  import: ['administrator', 'manager'],
  export: ['administrator', 'executive', 'manager', 'supervisor', 'analyst'],
});
defineAccess({
  kind: 'contact',
  read: { ...read, analyst: 'none' },
  write,
  import: ['administrator', 'manager'],
  export: ['administrator', 'manager'],
});
