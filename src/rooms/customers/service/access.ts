import { defineAccess } from '#platform/visibility/define-access.ts';

defineAccess({
  kind: 'ticket',
  read: {
    administrator: 'all',
    executive: 'all',
    manager: 'all',
    supervisor: 'all',
    teamLead: 'all',
    rep: 'own',
    analyst: 'all',
    service: 'all',
  },
  write: { administrator: 'all', service: 'all', rep: 'own' },
  import: ['administrator'],
});
