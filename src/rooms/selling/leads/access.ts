import { defineAccess } from '#platform/visibility/define-access.ts';

defineAccess({
  kind: 'lead',
  read: {
    administrator: 'all',
    executive: 'all',
    manager: 'subtree',
    supervisor: 'team',
    teamLead: 'team',
    rep: 'own',
    analyst: 'all',
  },
  write: { administrator: 'all', manager: 'subtree', supervisor: 'team', teamLead: 'team', rep: 'own' },
  import: ['administrator', 'manager', 'supervisor'],
  export: ['administrator', 'manager', 'analyst'],
});
defineAccess({
  kind: 'pool',
  read: {
    administrator: 'all',
    executive: 'all',
    manager: 'all',
    supervisor: 'all',
    teamLead: 'all',
    rep: 'all',
    analyst: 'all',
  },
  write: { administrator: 'all', manager: 'all' },
});
