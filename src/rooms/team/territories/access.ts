import { defineAccess } from '#platform/visibility/define-access.ts';

defineAccess({
  kind: 'territory',
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
  write: { administrator: 'all', manager: 'all' },
  import: ['administrator'],
});
