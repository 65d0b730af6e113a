import { defineAccess } from '#platform/visibility/define-access.ts';

defineAccess({
  kind: 'product',
  read: {
    administrator: 'all',
    executive: 'all',
    manager: 'all',
    supervisor: 'all',
    teamLead: 'all',
    rep: 'all',
    analyst: 'all',
    service: 'all',
    finance: 'all',
  },
  write: { administrator: 'all', analyst: 'all', finance: 'all' },
  import: ['administrator', 'analyst', 'finance'],
});
