import { defineAccess } from '#platform/visibility/define-access.ts';

defineAccess({
  kind: 'promotion',
  read: {
    administrator: 'all',
    executive: 'all',
    manager: 'all',
    supervisor: 'all',
    teamLead: 'all',
    rep: 'all',
    analyst: 'all',
    finance: 'all',
  },
  write: { administrator: 'all', analyst: 'all' },
  import: ['administrator', 'analyst'],
});
