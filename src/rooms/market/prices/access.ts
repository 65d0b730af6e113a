import { defineAccess } from '#platform/visibility/define-access.ts';

const read = {
  administrator: 'all',
  executive: 'all',
  manager: 'all',
  supervisor: 'all',
  teamLead: 'all',
  rep: 'all',
  analyst: 'all',
  finance: 'all',
} as const;

defineAccess({
  kind: 'priceList',
  read,
  write: { administrator: 'all', analyst: 'all' },
  import: ['administrator', 'analyst'],
});
defineAccess({
  kind: 'price',
  read,
  write: { administrator: 'all', analyst: 'all' },
  import: ['administrator', 'analyst'],
});
