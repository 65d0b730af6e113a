import { defineAccess } from '#platform/visibility/define-access.ts';

defineAccess({
  kind: 'activity',
  read: {
    administrator: 'all',
    executive: 'all',
    manager: 'subtree',
    supervisor: 'team',
    teamLead: 'team',
    rep: 'own',
    analyst: 'all',
    // Meetings that were held earn under some pay plans.
    finance: 'all',
    service: 'own',
  },
  write: { administrator: 'all', manager: 'subtree', supervisor: 'team', teamLead: 'team', rep: 'own', service: 'own' },
  import: ['administrator', 'manager'],
  export: ['administrator', 'manager', 'analyst'],
});
