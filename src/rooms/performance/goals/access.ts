import { defineAccess } from '#platform/visibility/define-access.ts';

defineAccess({
  kind: 'quota',
  read: {
    administrator: 'all',
    executive: 'all',
    finance: 'all',
    manager: 'subtree',
    supervisor: 'team',
    teamLead: 'team',
    rep: 'own',
    analyst: 'all',
  },
  write: { administrator: 'all', finance: 'all', manager: 'subtree' },
  import: ['administrator', 'finance'],
});
