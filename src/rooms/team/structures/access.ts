import { defineAccess } from '#platform/visibility/define-access.ts';

const everyone = {
  administrator: 'all',
  executive: 'all',
  manager: 'all',
  supervisor: 'all',
  teamLead: 'all',
  rep: 'all',
  analyst: 'all',
  service: 'all',
  finance: 'all',
} as const;
const admin = { administrator: 'all' } as const;

// Positions decide what people see, so only administrators change them.
defineAccess({ kind: 'structure', read: everyone, write: admin, import: ['administrator'] });
defineAccess({ kind: 'unit', read: everyone, write: admin, import: ['administrator'] });
defineAccess({ kind: 'position', read: everyone, write: admin, import: ['administrator'] });
defineAccess({ kind: 'assignment', read: everyone, write: admin, import: ['administrator'] });
