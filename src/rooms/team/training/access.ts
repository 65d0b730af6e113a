import { defineAccess } from '#platform/visibility/define-access.ts';

defineAccess({
  kind: 'course',
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
  write: { administrator: 'all', manager: 'all', supervisor: 'all' },
  import: ['administrator'],
});

// Who took what with which score is for those who lead and those who measure.
defineAccess({
  kind: 'enrolment',
  read: { administrator: 'all', executive: 'all', manager: 'all', supervisor: 'all', analyst: 'all' },
  write: { administrator: 'all', manager: 'all', supervisor: 'all' },
  import: ['administrator'],
});
