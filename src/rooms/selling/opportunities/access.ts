import { defineAccess } from '#platform/visibility/define-access.ts';

const read = {
  administrator: 'all',
  executive: 'all',
  manager: 'subtree',
  supervisor: 'team',
  teamLead: 'team',
  rep: 'own',
  analyst: 'all',
  finance: 'all',
} as const;
const write = { administrator: 'all', manager: 'subtree', supervisor: 'team', teamLead: 'team', rep: 'own' } as const;
const everyone = { ...read, manager: 'all', supervisor: 'all', teamLead: 'all', rep: 'all', service: 'all' } as const;

defineAccess({
  kind: 'opportunity',
  read,
  write,
  delete: ['administrator', 'manager'],
  import: ['administrator', 'manager'],
  export: ['administrator', 'executive', 'manager', 'supervisor', 'analyst'],
});
defineAccess({ kind: 'opportunityLine', read, write, import: ['administrator', 'manager'] });
defineAccess({ kind: 'pipeline', read: everyone, write: { administrator: 'all' }, import: ['administrator'] });
defineAccess({ kind: 'stage', read: everyone, write: { administrator: 'all' }, import: ['administrator'] });
