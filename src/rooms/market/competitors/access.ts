import { defineAccess } from '#platform/visibility/define-access.ts';

defineAccess({
  kind: 'competitor',
  read: {
    administrator: 'all',
    executive: 'all',
    manager: 'all',
    supervisor: 'all',
    teamLead: 'all',
    rep: 'all',
    analyst: 'all',
  },
  write: { administrator: 'all', analyst: 'all', manager: 'all' },
  import: ['administrator', 'analyst'],
});
