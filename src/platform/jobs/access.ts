import { defineAccess } from '#platform/visibility/define-access.ts';

/** Everyone follows the jobs they started; whoever runs the installation sees all of them and changes the schedules. */
const scopes = {
  administrator: 'all',
  executive: 'own',
  manager: 'own',
  supervisor: 'own',
  teamLead: 'own',
  rep: 'own',
  analyst: 'own',
  service: 'own',
  finance: 'own',
} as const;

defineAccess({ kind: 'job', read: scopes, write: scopes });
