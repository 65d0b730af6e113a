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
const write = { administrator: 'all', finance: 'all', manager: 'subtree', rep: 'own' } as const;

defineAccess({
  kind: 'order',
  read,
  write,
  delete: ['administrator', 'finance'],
  import: ['administrator', 'finance', 'manager'],
  export: ['administrator', 'executive', 'finance', 'manager', 'analyst'],
});
defineAccess({
  kind: 'payment',
  read,
  write: { administrator: 'all', finance: 'all' },
  import: ['administrator', 'finance'],
  export: ['administrator', 'finance'],
});
defineAccess({
  kind: 'return',
  read,
  write: { administrator: 'all', finance: 'all', service: 'all' },
  import: ['administrator', 'finance'],
  export: ['administrator', 'finance'],
});
defineAccess({
  kind: 'orderLine',
  read,
  write,
  import: ['administrator', 'finance', 'manager'],
  export: ['administrator', 'executive', 'finance', 'manager', 'analyst'],
});
